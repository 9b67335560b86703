using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Tool;

/// <summary>
/// Everything a command knows of the world outside its options. Commands touch neither Console nor the clock nor
/// the current directory nor the environment themselves: tests hand in their own.
/// </summary>
internal sealed record ToolContext
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Relative paths of the command line start here.</summary>
    public required string Folder { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Progress is drawn only where somebody looks on.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The first line another program prints; null when there is no such program.</summary>
    public Func<string, IReadOnlyList<string>, CancellationToken, Task<string?>> AskProgram { get; init; } = Programs.AskAsync;

    /// <summary>Starts the tool once more with these arguments, beside this process and beyond its end.</summary>
    public Action<IReadOnlyList<string>> StartBeside { get; init; } = Programs.StartBeside;

    /// <summary>--json: results are one JSON document on stdout.</summary>
    public bool Json { get; init; }

    /// <summary>--root as given, or null.</summary>
    public string? Root { get; init; }

    /// <summary>True once the command changes something: from here on a mistake of the user is a failure (1), not a refusal (2).</summary>
    public bool HasBegun { get; private set; }

    public static ToolContext OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Folder = System.Environment.CurrentDirectory,
        Environment = System.Environment.GetEnvironmentVariable,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>Where everything is kept; need not exist. What can never be one, as a file, is refused.</summary>
    public TrainForgeRoot FindRoot() => LocateRoot() is var root && root.Check().FirstOrDefault() is { } problem ? throw new TrainForgeException(problem) : root;

    /// <summary>The same for who tells what is wrong with it.</summary>
    public TrainForgeRoot LocateRoot() => RootFinder.Find(Root, Environment(RootFinder.Variable), property: null, Folder);

    /// <summary>A path of the command line, made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Call after the last check and before the first write.</summary>
    public void Begin() => HasBegun = true;

    /// <summary>A progress line for one long step. Dispose it to take it away.</summary>
    public Progress Progress(string what, long total = 0) => new(ErrorIsTerminal ? Error : null, Clock, what, total);

    /// <summary>The result: as JSON when asked for, else as <paramref name="text"/> writes it.</summary>
    public void Print<T>(T result, Action<TextWriter> text)
    {
        if (Json)
        {
            Out.WriteLine(ToolJson.Write(result));
        }
        else
        {
            text(new PlainText(Out));
        }
    }

    /// <summary>All problems on stderr, one line each; the exit code they mean, which is Done when none is an error.</summary>
    public int Tell(IEnumerable<Diagnostic> problems)
    {
        var failed = false;
        foreach (var problem in problems)
        {
            Error.WriteLine(problem);
            failed |= problem.Rule.Severity == Severity.Error;
        }

        return !failed ? ExitCode.Done : HasBegun ? ExitCode.Failed : ExitCode.Refused;
    }
}
