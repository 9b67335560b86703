using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Tests.Core.Datasets;

public class PreferenceJsonTests
{
    private static readonly ToolDefinition Tool = new("add", "Adds.", JsonText.Parse("""{"type":"object"}"""));

    private static readonly Message Call = new(Role.Assistant, [new ReasoningPart("hm"), new ToolCallPart(new ToolCall("call_1", "add", """{"a":1.0}"""))]);

    [Fact]
    public void A_pair_reads_back_as_it_was()
    {
        var pair = new PreferencePair
        {
            Id = "a-b",
            Group = "g",
            Source = "stash",
            Test = "t",
            Basis = PairBasis.Mended,
            Prompt = [new Message(Role.System, "ı"), new Message(Role.User, "add")],
            Chosen = Call,
            Rejected = new Message(Role.Assistant, "no"),
            Tools = [Tool],
            Terms = new SourceTerms { Vendor = "v", Model = "m", License = "mit", Consent = "yes" },
            RejectedTerms = new SourceTerms { Vendor = "w" },
        };

        var line = PreferenceJson.ToLine(pair);

        Assert.Equal(
            """{"id":"a-b","group":"g","source":"stash","test":"t","vendor":"v","model":"m","license":"mit","consent":"yes","rejected_terms":{"vendor":"w"},"basis":"mended","prompt":[{"role":"system","content":"ı"},{"role":"user","content":"add"}],"chosen":[{"role":"assistant","content":"","reasoning_content":"hm","tool_calls":[{"id":"call_1","type":"function","function":{"name":"add","arguments":{"a":1.0}}}]}],"rejected":[{"role":"assistant","content":"no"}],"tools":[{"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object"}}}]}""",
            Encoding.UTF8.GetString(line));
        Assert.Equal(line, PreferenceJson.ToLine(PreferenceJson.ReadPair(line)));
    }

    [Fact]
    public void A_judged_answer_reads_back_as_it_was()
    {
        var answer = new JudgedAnswer { Id = "a-1", Group = "g", Source = "stash", Prompt = [new Message(Role.User, "add")], Completion = Call, Label = false, Tools = [Tool] };

        var line = PreferenceJson.ToLine(answer);

        Assert.Contains("\"label\":false", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
        Assert.Equal(line, PreferenceJson.ToLine(PreferenceJson.ReadAnswer(line)));
    }

    [Theory]
    [InlineData("""{"id":"a","group":"g","source":"s","basis":"chosen","prompt":[],"chosen":[],"rejected":[]}""", "'prompt' is missing")]
    [InlineData("""{"id":"a","group":"g","source":"s","basis":"chosen","prompt":[{"role":"user","content":"x"}],"chosen":[{"role":"user","content":"x"}],"rejected":[]}""", "'chosen' must be a list of one message of the assistant")]
    public void A_wrong_line_says_what_is_wrong(string line, string problem) =>
        Assert.Contains(problem, Assert.Throws<JsonException>(() => PreferenceJson.ReadPair(Encoding.UTF8.GetBytes(line))).Message, StringComparison.Ordinal);
}
