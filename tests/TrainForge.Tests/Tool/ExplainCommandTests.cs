using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public class ExplainCommandTests
{
    private readonly ToolRun _tool = new(AppContext.BaseDirectory);

    [Theory]
    [InlineData("TF1001")]
    [InlineData("tf1001")]
    [InlineData("1001")]
    public async Task Prints_the_page_of_a_code(string code)
    {
        Assert.Equal(ExitCode.Done, await _tool.RunAsync("explain", code));
        Assert.Equal(File.ReadAllText(Repo.File("src/TrainForge.Core/Diagnostics/Explain/TF1001.md")), _tool.Out);
    }

    [Fact]
    public async Task Every_code_has_a_page_inside_the_tool()
    {
        foreach (var rule in Rules.All)
        {
            Assert.Equal(ExitCode.Done, await _tool.RunAsync("explain", rule.Code));
        }
    }

    [Fact]
    public async Task Names_the_nearest_code_when_there_is_no_such()
    {
        Assert.Equal(ExitCode.Refused, await _tool.RunAsync("explain", "TF0011"));
        Assert.Contains("'TF0011' is not a TF code. Did you mean 'TF0001'?", _tool.Error, StringComparison.Ordinal);
    }

    // A page's own example goes stale when a code or an option of its name comes.
    [Theory]
    [InlineData("TF0002")]
    [InlineData("TF0003")]
    [InlineData("TF0004")]
    public async Task What_a_page_shows_of_a_command_line_is_what_it_comes_to(string code)
    {
        var lines = File.ReadAllLines(Repo.File($"src/TrainForge.Core/Diagnostics/Explain/{code}.md"));
        var typed = Array.FindIndex(lines, line => line.StartsWith("$ trainforge ", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Refused, await _tool.RunAsync(lines[typed].Split(' ')[2..]));
        Assert.Equal(lines[typed + 1] + "\n", _tool.Error);
    }

    [Fact]
    public async Task Lists_all_codes_as_json()
    {
        await _tool.RunAsync("explain", "--json");

        var list = JsonDocument.Parse(_tool.Out).RootElement;
        Assert.Equal(Rules.All.Select(r => r.Code), list.EnumerateArray().Select(e => e.GetProperty("code").GetString()));
    }
}
