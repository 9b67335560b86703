using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TrainForge.PackageTests.Frameworks;

/// <summary>
/// One user's project in one test host, run four times: a run that crashes and one of everything, with us and without. Without is
/// TrainForgeEnabled=false: the same code, calling its model through the same wrapper.
/// </summary>
public abstract partial class Host : IDisposable
{
    private static readonly string[] Ours = ["TrainForge: ", "MANIFEST.json", "model-tests.html", "In process file artifacts produced:", "at NUnit.Framework.Internal.", "Waiting 10 seconds for foreground threads"];

    private readonly UserProject _project;
    private readonly Runner _runner;

    private protected Host(Runner runner, string packages, string tests, IReadOnlyList<Stashed> expected, string properties = "", string language = "cs")
    {
        _runner = runner;
        Expected = expected;
        _project = new UserProject(properties: "<TargetFramework>net10.0</TargetFramework>" + properties, packages: packages, tests: tests, language: language);
        if (runner is Platform)
        {
            _project.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        }

        Commit = _project.Commit();
        Built = Build("-p:TrainForgeEnabled=true");
        Crash = Run(runner.Crash(_project), "1", "true");
        Whole = Run(runner.All(_project, Results("with")), "0", "true");
        Stashes = [.. _project.Stashes.Select(Stashed.Read)];
        Unended = [.. Directory.GetFiles(_project.In("stashes"), "interactions.jsonl", SearchOption.AllDirectories).Where(f => !File.Exists(Path.Combine(Path.GetDirectoryName(f)!, "metadata.json")))];

        Build("--no-restore", "-p:TrainForgeEnabled=false");
        PlainCrash = Run(runner.Crash(_project), "1", "false");
        PlainWhole = Run(runner.All(_project, Results("without")), "0", "false");
        StashesWithout = _project.Stashes.Length;
    }

    internal const string Sdk = """<PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />""";

    /// <summary>What the project stands at in its repository.</summary>
    internal string Commit { get; }

    internal Ran Built { get; }

    internal Ran Crash { get; }

    internal Ran Whole { get; }

    internal Ran PlainCrash { get; }

    internal Ran PlainWhole { get; }

    internal IReadOnlyList<Stashed> Expected { get; }

    internal IReadOnlyList<Stashed> Stashes { get; }

    /// <summary>Of tests that never ended.</summary>
    internal IReadOnlyList<string> Unended { get; }

    internal int StashesWithout { get; }

    internal string[] Versions => _project.Versions;

    internal string Manifest => File.ReadAllText(Path.Combine(_project.In("datasets"), "main", Versions[^1], "MANIFEST.json"));

    internal IReadOnlyList<string> ResultsWith => ReadResults(Whole, "with");

    internal IReadOnlyList<string> ResultsWithout => ReadResults(PlainWhole, "without");

    public void Dispose()
    {
        _project.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// What the user saw, without times, places and the order in which tests ended, and without our line. On the testing platform that
    /// is two artifacts under their heading. NUnit shows its own frames below a test that ignored itself, and goes through more of them
    /// where an assembly has any action before its tests. xunit says that it waits whenever a process takes more than a second to end, as
    /// every process of a busy machine may.
    /// </summary>
    internal static IReadOnlyList<string> Seen(Ran run) => [.. run.Output.Split('\n')
        .Select(line => Varying().Replace(line, "#").TrimEnd())
        .Where(line => line.Length > 0 && !Ours.Any(ours => line.Contains(ours, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)];

    private Ran Build(params string[] arguments)
    {
        var run = _project.Run(["build", "-nologo", "-v", "q", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Output);
        return run;
    }

    private Ran Run(string[] arguments, string crash, string enabled) =>
        _project.RunWith(new() { ["USER_CRASH"] = crash }, [.. arguments, .. _runner is Executable ? Array.Empty<string>() : [$"-p:TrainForgeEnabled={enabled}"]]);

    private string Results(string kind) => Path.Combine(_project.Folder, "results", $"{kind}.trx");

    private List<string> ReadResults(Ran run, string kind) => File.Exists(Results(kind))
        ? [.. Trx(XDocument.Load(Results(kind)))]
        : [.. run.Output.Split('\n').Where(_runner.IsResult).Select(line => Varying().Replace(line, "#")).Order(StringComparer.Ordinal)];

    // All that a results file says but times, ids, paths, and the frames of a stack: those of a host differ with what is loaded.
    private static IEnumerable<string> Trx(XDocument trx)
    {
        var results = trx.Descendants().Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(e => $"{e.Attribute("outcome")?.Value} {e.Attribute("testName")?.Value} {string.Join(' ', Texts(e, "StdOut", "StdErr", "DebugTrace", "Message"))}")
            .Order(StringComparer.Ordinal);
        var summary = trx.Descendants().Where(e => e.Name.LocalName is "ResultSummary" or "Counters")
            .Select(e => $"{e.Name.LocalName} {string.Join(' ', e.Attributes().Select(a => $"{a.Name}={a.Value}"))}");
        var around = trx.Descendants().Where(e => e.Name.LocalName is "ResultSummary").SelectMany(e => Texts(e, "StdOut", "StdErr", "Text"))
            .SelectMany(text => text.Split('\n')).Where(line => !Ours.Any(ours => line.Contains(ours, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
        return [.. results.Concat(summary).Concat(around).Select(line => Varying().Replace(line, "#").Trim()).Where(line => line.Length > 0)];
    }

    private static IEnumerable<string> Texts(XElement below, params string[] names) =>
        below.Descendants().Where(e => names.Contains(e.Name.LocalName, StringComparer.Ordinal) && !e.HasElements).Select(e => e.Value.ReplaceLineEndings("\n"));

    [GeneratedRegex(@"< ?\d+ ?ms\b|\d+(\.\d+)? ?(ms|s|m)\b( \d+ms)?|\d\d:\d\d:\d\d(\.\d+)?|with(out)?\.trx|line \d+|\bID \d+|\d+\.\d+s")]
    private static partial Regex Varying();
}
