using System.Text.Json;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public sealed class PlainTextTests : IDisposable
{
    private const string Commands = "a\u001b[2J\u0007b\u009bc\rd\te\u007f ş\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_is_written_commands_no_terminal()
    {
        var tool = new ToolRun(_folder.Path);

        tool.Context.Print(0, text =>
        {
            text.Write(Commands);
            text.WriteLine(Commands);
            text.WriteLine(Commands.ToCharArray());
            text.WriteLine($"{Commands}{1}");
            text.Write('\u001b');
            text.WriteLine();
        });

        const string Plain = "a[2Jbcd\te ş\n";
        Assert.Equal($"{Plain}{Plain}\n{Plain}\n{Plain}1\n\n", tool.Out);
    }

    // A repository that somebody sent may hold files of any name, and an import any terms.
    [Fact]
    public async Task Names_and_terms_of_others_are_shown_without_their_commands_and_kept_whole_in_JSON()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no such names.");
        File.WriteAllText(_folder.File("\u001b[2Jprompt.md"), "x");
        File.WriteAllText(_folder.File("a.jsonl"), """{"messages":[{"role":"user","content":"Hi there?"},{"role":"assistant","content":"Yes."}]}""" + "\n");
        await Ask("tests-changed", "--record");
        File.WriteAllText(_folder.File("\u001b[2Jprompt.md"), "y");
        await Ask("ingest", "openai-jsonl", _folder.File("a.jsonl"), "--license", "MIT\u001b[8m");

        Assert.StartsWith("changed  [2Jprompt.md\n", await Ask("tests-changed"), StringComparison.Ordinal);
        Assert.Contains(", MIT[8m\n", await Ask("sources", "list"), StringComparison.Ordinal);
        Assert.Equal("MIT\u001b[8m", JsonDocument.Parse(await Ask("sources", "list", "--json")).RootElement[0].GetProperty("terms").GetProperty("license").GetString());
    }

    private async Task<string> Ask(params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        await tool.RunAsync(args);
        return tool.Out;
    }
}
