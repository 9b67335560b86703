using System.Text.Json;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tool;

public sealed class CatalogCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_speaks_text_and_JSON()
    {
        new Recording(_folder.File(".trainforge")).AskMany(3);

        Assert.Contains("attempt                  3 rows", (await RunAsync(0, "catalog", "status")).Out, StringComparison.Ordinal);
        Assert.Equal("outcome\tcount\npassed\t3\n", (await RunAsync(0, "catalog", "query", "SELECT outcome, count(*) AS count FROM attempt GROUP BY 1")).Out);
        Assert.Equal(3, Json(await RunAsync(0, "catalog", "query", "SELECT count(*) AS n FROM attempt", "--json"))[0].GetProperty("n").GetInt64());
        Assert.EndsWith("is made again.\n", (await RunAsync(0, "catalog", "rebuild")).Out, StringComparison.Ordinal);
        var kept = Json(await RunAsync(0, "catalog", "backup", "--json")).GetProperty("name").GetString()!;
        Assert.Contains(kept, (await RunAsync(0, "catalog", "backup", "--list")).Out, StringComparison.Ordinal);
        await RunAsync(0, "catalog", "restore", kept);
        Assert.Equal(1, Json(await RunAsync(0, "catalog", "migrate", "--to", "1", "--json")).GetProperty("schema").GetInt32());
    }

    [Fact]
    public async Task Numbers_that_JSON_does_not_have_are_texts_in_it()
    {
        new Recording(_folder.File(".trainforge")).AskMany(1);

        var row = Json(await RunAsync(0, "catalog", "query", "SELECT 9e999 AS most, -9e999 AS least, 1.5 AS some", "--json"))[0];

        Assert.Equal(("Infinity", "-Infinity", 1.5), (row.GetProperty("most").GetString(), row.GetProperty("least").GetString(), row.GetProperty("some").GetDouble()));
    }

    [Fact]
    public async Task No_column_is_lost_to_another_of_its_name()
    {
        new Recording(_folder.File(".trainforge")).AskMany(1);

        var row = Json(await RunAsync(0, "catalog", "query", "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a", "--json"))[0];

        Assert.Equal("a 1, a_2 2, a_2_2 3, a_3 4", string.Join(", ", row.EnumerateObject().Select(p => $"{p.Name} {p.Value}")));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("rebuild")]
    [InlineData("backup")]
    [InlineData("migrate", "--to", "1")]
    public async Task Makes_no_root_where_there_is_none(params string[] what)
    {
        var tool = await RunAsync(1, ["catalog", .. what]);

        Assert.Contains("error TF3088", tool.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Refuses_schemas_there_are_not()
    {
        await RunAsync(2, "catalog", "migrate", "--to", "99");
    }

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        var tool = new ToolRun(_folder.Path);
        Assert.Equal(code, await tool.RunAsync(args));
        return tool;
    }

    private static JsonElement Json(ToolRun tool) => JsonDocument.Parse(tool.Out).RootElement;
}
