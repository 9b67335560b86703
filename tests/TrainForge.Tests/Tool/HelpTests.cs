using TrainForge.Tests.Infra;
using TrainForge.Tool.Commands;

namespace TrainForge.Tests.Tool;

/// <summary>What '--help' shows, one recorded file per command. A new command is recorded by itself.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands() => [.. Paths(TrainForge.Tool.CommandLine.Root(new ToolRun(".").Context), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_reads_as_recorded(string command)
    {
        var tool = new ToolRun(AppContext.BaseDirectory);

        var code = await tool.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, code);
        Recorded.Equal(tool.Out, name: "trainforge" + command.Replace(' ', '-'));
    }

    private static IEnumerable<string> Paths(System.CommandLine.Command command, string path) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Paths(c, $"{path} {c.Name}")).Prepend(path);
}
