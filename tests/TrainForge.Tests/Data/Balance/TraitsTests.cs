using TrainForge.Conversations;
using TrainForge.Data.Balance;

namespace TrainForge.Tests.Data.Balance;

public class TraitsTests
{
    private static readonly TraitSketch Sketch = new(["sandbox"]);

    private static readonly Message Ask = new(Role.User, "Well?");

    [Theory]
    [InlineData("Bash", "command", "cd x && sudo git log", "Bash:git")]
    [InlineData("bash", "cmd", "ls", "bash:ls")]
    [InlineData("Sandbox", "script", "make", "Sandbox:make")]
    [InlineData("Bash", "command", "$X", "Bash:unknown")]
    [InlineData("Bash", "description", "git", "Bash:unknown")]
    [InlineData("WebFetch", "command", "git", "WebFetch")]
    public void A_call_has_the_category_of_its_tool_and_command(string tool, string argument, string value, string category) =>
        Assert.Equal([(category, 1)], Look(Ask, Rows.Call(tool, argument, value)).Calls);

    [Fact]
    public void A_command_may_come_as_a_list_of_words()
    {
        Message call = new(Role.Assistant, [new ToolCallPart(new ToolCall(null, "shell", """{"command":["bash","-lc","echo 'it'; git status"]}"""))]);

        Assert.Equal([("shell:echo", 1)], Look(Ask, call).Calls);
    }

    [Fact]
    public void Arguments_that_are_no_object_have_no_command() =>
        Assert.Equal([("Bash:unknown", 1)], Look(Ask, new Message(Role.Assistant, [new ToolCallPart(new ToolCall(null, "Bash", "git"))])).Calls);

    [Fact]
    public void Only_trained_turns_count()
    {
        var example = Rows.Of("a", null, Ask, Rows.Call("Bash", "command", "git"), Rows.Call("Read", "path", "x"), Rows.Call("Read", "path", "y")) with { Trained = [false, false, true, true] };

        var traits = Sketch.Look(example);

        Assert.Equal([("Read", 2)], traits.Calls);
        Assert.True(traits.IsMultiTurn);
    }

    [Fact]
    public void Recovering_is_a_trained_turn_behind_an_error_and_concluding_words_behind_an_answer()
    {
        var call = Rows.Call("Bash", "command", "git");
        Message failed = new(Role.Tool, [new ToolResultPart("call_1", "Bash", "no", isError: true)]);
        Message answered = new(Role.Tool, [new ToolResultPart("call_1", "Bash", "yes")]);
        Message words = new(Role.Assistant, "Done.");

        Assert.True(Look(Ask, call, failed, call) is { IsRecovery: true, IsConcluding: false, IsMultiTurn: true });
        Assert.True(Look(Ask, call, answered, words) is { IsRecovery: false, IsConcluding: true });
        Assert.True(Look(Ask, call, answered, words, Ask, call) is { IsConcluding: false });
        Assert.True(Look(Ask, words) is { IsConcluding: false, IsMultiTurn: false });
        Assert.True(Look(Ask, call, failed) is { IsRecovery: false });
    }

    [Fact]
    public void They_are_read_as_they_were_written()
    {
        var traits = new Traits(true, false, true, [("Bash:git", 12), ("a tool\nof two lines", 2), (new string('x', 100), 1)]);

        var read = Traits.Read(traits.ToBytes());

        Assert.Equal((true, false, true), (read.IsMultiTurn, read.IsRecovery, read.IsConcluding));
        Assert.Equal([("Bash:git", 12), ("a tool of two lines", 2), (new string('x', 64), 1)], read.Calls);
        Assert.Empty(Traits.Read(new Traits(false, false, false, []).ToBytes()).Calls);
    }

    private static Traits Look(params IReadOnlyList<Message> messages) => Traits.Read(Sketch.Of(Rows.Of("a", null, messages)));
}
