using System.Text.Json;

namespace TrainForge.PackageTests.Judges;

/// <summary>Jinja in Python and Hugging Face's JavaScript: scripts that read cases from one file and write results to another.</summary>
internal static class TextJudge
{
    public const string Python = "/usr/bin/python3";

    /// <summary>Where the node packages are.</summary>
    public static string Folder => Judge.InRepo("artifacts/judges");

    public static void NeedsNodePackage(string name) =>
        Judge.Need(Directory.Exists(Path.Combine(Folder, "node_modules", name)), $"The npm package {name} is not in '{Folder}'; {Judge.Install}.");

    public static void NeedsJinja() =>
        Judge.Need(File.Exists(Python) && Judge.Run(Python, "-c", "import jinja2").Code == 0, $"Jinja is not installed for {Python}; {Judge.Install}.");

    /// <summary>Runs to the end; fails with what it said when it does not end well.</summary>
    public static void Run(string program, params string[] arguments)
    {
        var (code, output, errors) = Judge.Run(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}\n{output}{errors}");
    }

    /// <summary>Hands cases to a script as JSON and reads one result per case.</summary>
    public static JsonElement[] Ask(object cases, Action<string, string> run)
    {
        var folder = Directory.CreateTempSubdirectory("tf-judge-");
        try
        {
            var (casesFile, resultsFile) = (Path.Combine(folder.FullName, "cases.json"), Path.Combine(folder.FullName, "results.json"));
            File.WriteAllBytes(casesFile, JsonSerializer.SerializeToUtf8Bytes(cases));
            run(casesFile, resultsFile);
            using var results = JsonDocument.Parse(File.ReadAllBytes(resultsFile));
            return [.. results.RootElement.EnumerateArray().Select(r => r.Clone())];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
