using System.CommandLine;
using TrainForge.Tool.Commands;

namespace TrainForge.Tool;

/// <summary>From the words of the command line to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolContext tool, CancellationToken cancel)
    {
        // Files named with @ are values here, never more command line: imported data may carry such names.
        var line = Root(tool).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var problems = ParseProblems.Of(line).ToList();
        if (problems.Count > 0)
        {
            return tool.Tell(problems);
        }

        return await Edge.RunAsync(
            tool,
            () => line.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = tool.Out,
                    Error = tool.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null, // signals are Interrupt's
                },
                cancel),
            cancel);
    }

    internal static RootCommand Root(ToolContext tool)
    {
        var root = new RootCommand("Your tests are your training set.")
        {
            GlobalOptions.CreateRoot(),
            GlobalOptions.CreateJson(),
        };
        root.HelpName = "trainforge"; // else the host's: this runs as trainforge.dll and inside tests too
        foreach (var command in CommandList.Create(tool))
        {
            root.Add(command);
        }

        return root;
    }
}
