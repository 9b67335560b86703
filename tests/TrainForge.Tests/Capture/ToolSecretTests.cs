using System.Text.Json;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Tests.Capture;

/// <summary>Tools bring JSON of their own: schemas that are looked at once, arguments and results that are glanced at first.</summary>
public sealed class ToolSecretTests : IDisposable
{
    private const string Secret = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("schema")]
    [InlineData("argument")]
    [InlineData("element")]
    [InlineData("list")]
    [InlineData("object")]
    [InlineData("result")]
    [InlineData("result-text")]
    [InlineData("result-element")]
    [InlineData("option")]
    public async Task A_secret_in_a_call_with_tools_is_in_no_file(string place)
    {
        string At(string here) => place == here ? Secret : "a word";
        var arguments = new Dictionary<string, object?>
        {
            ["number"] = At("argument"),
            ["more"] = JsonSerializer.SerializeToElement(new { note = At("element") }),
            ["include"] = new[] { "items", At("list") },
            ["filter"] = new { text = At("object") },
            ["count"] = 3,
        };
        object result = place switch
        {
            "result-text" => $$"""{ "note": "{{Secret}}" }""",
            "result-element" => JsonSerializer.SerializeToElement(new[] { Secret }),
            _ => new { status = At("result"), total = 129.5 },
        };
        IList<ChatMessage> messages =
        [
            new(ChatRole.User, "Where is it?"),
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "find_order", arguments)]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", result)]),
        ];
        var options = new ChatOptions { StopSequences = [At("option")], Tools = [AIFunctionFactory.Create((string number) => number, "find_order", $"Finds an order, {At("schema")}.")] };
        var client = new FakeModel("ok").WithTrainForge(_host.Host);

        // Twice: the second call meets what the first one remembered.
        _host.Begin("A");
        await client.GetResponseAsync(messages, options);
        await client.GetResponseAsync(messages, options);
        _host.End("A");

        var folder = Assert.Single(_host.Folders);
        Assert.All(Directory.GetFiles(folder), file => Assert.DoesNotContain(Secret, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(File.ReadAllLines(Path.Combine(folder, StashPaths.Interactions)), line => Assert.Contains("[REDACTED:github]", line, StringComparison.Ordinal));
    }

    // In full words: what is taken for clean is written as it was given.
    [Fact]
    public async Task Arguments_are_kept_as_they_were_given()
    {
        var arguments = new Dictionary<string, object?>
        {
            ["text"] = "says \"yes\", \u00e9\u4e2d\ud83d\ude00\n",
            ["list"] = new[] { "a", null, "c" },
            ["whole"] = 7,
            ["long"] = 9_007_199_254_740_993L,
            ["part"] = 0.1,
            ["yes"] = true,
            ["none"] = null,
            ["element"] = JsonDocument.Parse("""{ "a": [1, 2.50] }""").RootElement,
            ["object"] = new { deep = new { er = 1 } },
        };
        var client = new FakeModel("ok").WithTrainForge(_host.Host);

        var (calls, _, _) = await _host.RunAsync(() => client.GetResponseAsync([new(ChatRole.Assistant, [new FunctionCallContent("1", "f", arguments)])]));

        var call = Assert.Single(calls[0].Request[0].ToolCalls);
        Assert.Null(call.Problem);
        Assert.Contains("2.50", call.ArgumentsText, StringComparison.Ordinal);
        using var kept = JsonDocument.Parse(call.ArgumentsText);
        using var given = JsonDocument.Parse(
            """{"text":"says \"yes\", é中😀\n","list":["a",null,"c"],"whole":7,"long":9007199254740993,"part":0.1,"yes":true,"none":null,"element":{"a":[1,2.50]},"object":{"deep":{"er":1}}}""");
        Assert.True(JsonElement.DeepEquals(given.RootElement, kept.RootElement), call.ArgumentsText);
    }
}
