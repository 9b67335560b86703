using TrainForge.Conversations;

namespace TrainForge.Tests.Data.Sources;

public class OpenAiReaderTests
{
    private const string Ask = """{"role":"user","content":"add"}""";

    [Theory]
    [InlineData("""  "{\"a\":1.0}"  """, """{"a":1.0}""")]
    [InlineData("""{"a":1.0}""", """{"a":1.0}""")]
    public void Arguments_are_a_text_or_an_object_and_numbers_stay_as_written(string written, string read)
    {
        var found = Reading.Of("openai-jsonl", $$$"""{"messages":[{{{Ask}}},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":{{{written}}} } }]},{"role":"tool","tool_call_id":"c1","content":"2"},{"role":"assistant","content":"2"}],"tools":[{"type":"function","function":{"name":"add","parameters":{"type":"object"} } }]}""").Only;

        Assert.Equal($"user: add | assistant: add({read}) | tool: =2 | assistant: 2", Reading.Words(found));
        Assert.Equal("""{"type":"object"}""", Assert.Single(found.Tools).Schema!.Text);
    }

    [Fact]
    public void A_sentence_about_a_bad_line_cannot_steer_the_terminal_nor_fill_it()
    {
        var report = Reading.Of("openai-jsonl", $$"""{"messages":[{"role":"\u001b[2J\u0007{{new string('x', 5000)}}","content":"a"}]}""").Report;

        var message = Assert.Single(report.Problems, p => p.Rule.Code == "TF2060").Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.True(message.Length < 500, message);
    }

    [Fact]
    public void A_weight_of_zero_is_context()
    {
        var found = Reading.Of("openai-jsonl", $$"""{"messages":[{{Ask}},{"role":"assistant","content":"x","weight":0},{{Ask}},{"role":"assistant","content":"y","weight":1}]}""").Only;

        Assert.Equal([false, false, false, true], found.Messages.Select(m => m.Provenance!.Generated));
    }

    [Theory]
    [InlineData("output")]
    [InlineData("completion")]
    public void The_two_sides_of_a_pair_know_each_other_and_are_one_group(string spelling)
    {
        var found = Reading.Of("openai-jsonl", $$"""{"input":{"messages":[{{Ask}}]},"preferred_{{spelling}}":[{"role":"assistant","content":"good"}],"non_preferred_{{spelling}}":[{"role":"assistant","content":"bad"}]}""").Found;

        Assert.Equal(["user: add | assistant: good", "user: add | assistant: bad"], found.Select(Reading.Words));
        Assert.Equal([true, false], found.Select(t => t.Preference!.IsChosen));
        Assert.Equal(found[0].Preference!.Pair, found[1].Preference!.Pair);
        Assert.NotNull(found[0].Group);
        Assert.Equal(found[0].Group, found[1].Group);
    }

    [Fact]
    public void A_wrong_line_is_named_and_costs_no_other()
    {
        var reading = Reading.Of(
            "openai-jsonl",
            """{"messages":[{"role":"boss","content":"x"}]}""",
            $$"""{"input":{"messages":[{{Ask}}]},"preferred_output":[{"role":"assistant","content":"x"}]}""",
            $$"""{"messages":[{{Ask}},{"role":"assistant","content":"x","weight":2}]}""",
            """{"messages":[]}""",
            """{"prompt":"x","completion":"y"}""",
            $$"""{"messages":[{{Ask}},{"role":"assistant","content":"fine"}]}""");

        Assert.Equal("user: add | assistant: fine", Reading.Words(reading.Only));
        Assert.Equal((4L, 1L), (reading.Report.BadLines, reading.Report.Notes["unknown-records"]));
        Assert.Contains("'non_preferred_output' is missing", reading.Report.Problems[1].Message, StringComparison.Ordinal);
    }
}
