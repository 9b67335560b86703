using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Tests.Core.Conversations;

public class JsonTextTests
{
    [Theory]
    [InlineData(" { \"a b\" : [ 1.0 , 2e+01 ] } ", "{\"a b\":[1.0,2e+01]}")]
    [InlineData("{\n\"a\": \" \\\" \\\\\"\n}", "{\"a\":\" \\\" \\\\\"}")]
    [InlineData("12345678901234567890.10", "12345678901234567890.10")]
    [InlineData("{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}")]
    public void Only_the_space_between_tokens_goes(string text, string compact) => Assert.Equal(compact, JsonText.Parse(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("nul")]
    public void Anything_but_one_value_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => JsonText.Parse(text));

    [Fact]
    public void Too_deep_a_value_is_refused()
    {
        Assert.NotNull(JsonText.TryParse(Nested(JsonText.MaxDepth)));
        Assert.Null(JsonText.TryParse(Nested(JsonText.MaxDepth + 1)));
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
