using System.Diagnostics;
using System.Text.Json;
using TrainForge.Tasks;

namespace TrainForge.Tests.Tasks;

public class ArgumentLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("C:\\a b\\", "\"C:\\a b\\\\\"")]
    [InlineData("say \"hi\"", "\"say \\\"hi\\\"\"")]
    [InlineData("\\\"", "\"\\\\\\\"\"")]
    [InlineData("C:\\plain\\", "C:\\plain\\")]
    [InlineData("$HOME;rm -rf", "\"$HOME;rm -rf\"")]
    public void Quotes_only_where_it_must(string argument, string quoted) => Assert.Equal(quoted, ArgumentLine.From([argument]));

    // The definition: a started program reads the list that was meant. The shell stands in for it here, and prints what it got.
    [Theory]
    [InlineData("a", "b c", "d\"e", "\\", "f\\\\\"g h\\", "", "ş İ", "*")]
    public void A_started_program_reads_the_same_list(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("printf", ArgumentLine.From(["%s\\n", .. arguments])) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd();

        Assert.Equal(JsonSerializer.Serialize(arguments), JsonSerializer.Serialize(lines.Split('\n')[..^1]));
    }
}
