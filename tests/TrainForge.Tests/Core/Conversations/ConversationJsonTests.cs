using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Conversations;

namespace TrainForge.Tests.Core.Conversations;

public class ConversationJsonTests
{
    [Fact]
    public void A_trajectory_reads_back_as_it_was_written() =>
        Prop.ForAll(Samples.Trajectory.ToArbitrary(), trajectory =>
        {
            var line = ConversationWriter.ToLine(trajectory);
            return line.AsSpan().SequenceEqual(ConversationWriter.ToLine(ConversationReader.Trajectory(line)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_is_one_line() =>
        Prop.ForAll(Samples.Trajectory.ToArbitrary(), trajectory =>
            !Encoding.UTF8.GetString(ConversationWriter.ToLine(trajectory)).ContainsAny('\n', '\r'))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_field_survives()
    {
        var message = new Message(Role.Assistant,
        [
            new ReasoningPart("think", "sig"),
            new TextPart("İ ı 😀"),
            new MediaPart("image/png", "file:a.png", "00ff", 12, "a.png"),
            new ToolCallPart(new ToolCall("c1", "add", "{\"a\": 1.0}")),
            new ToolResultPart("c1", "add", [new TextPart("2"), new MediaPart("image/png")], true),
            new ErrorPart("broke", "500"),
            new DecisionPart("d1", "tier", JsonText.Parse("\"fast\"")),
            new UnknownPart(JsonText.Parse("{\"type\":\"hologram\",\"n\":1.50}")),
        ]) { Truncations = [new Truncation("text", 10, 5)] };

        var line = Encoding.UTF8.GetString(ConversationWriter.ToLine(new Trajectory { Id = "t", Source = "stash", Messages = [message] }));

        Assert.Equal(
            """{"schema_version":1,"id":"t","source":"stash","terms":{},"messages":[{"role":"assistant","parts":[{"type":"reasoning","text":"think","signature":"sig"},{"type":"text","text":"İ ı \uD83D\uDE00"},{"type":"media","media_type":"image/png","uri":"file:a.png","sha256":"00ff","bytes":12,"name":"a.png"},{"type":"tool_call","id":"c1","name":"add","arguments":"{\"a\": 1.0}"},{"type":"tool_result","call_id":"c1","name":"add","is_error":true,"content":[{"type":"text","text":"2"},{"type":"media","media_type":"image/png"}]},{"type":"error","message":"broke","code":"500"},{"type":"decision","id":"d1","name":"tier","choice":"fast"},{"type":"hologram","n":1.50}],"truncations":[{"what":"text","bytes":10,"limit":5}]}]}""",
            line);
    }

    [Fact]
    public void Arguments_that_do_not_parse_are_a_finding_and_keep_their_text()
    {
        var call = new ToolCall(null, "add", "{\"a\": 1");

        Assert.Null(call.Arguments);
        Assert.NotNull(call.Problem);
        Assert.Equal("{\"a\": 1", call.ArgumentsText);
    }

    [Theory]
    [InlineData("""{"id":"t","source":"s","messages":[]}""", "'schema_version' is missing.")]
    [InlineData("""{"schema_version":2,"id":"t","source":"s"}""", "'schema_version' is 2; this version reads up to 1.")]
    [InlineData("""{"schema_version":1,"id":7,"source":"s"}""", "'id' is 7; it must be a string.")]
    [InlineData("""{"schema_version":1,"id":"t","source":"s","messages":{}}""", "'messages' is an object; it must be a list.")]
    [InlineData("""{"schema_version":1,"id":"t","source":"s","messages":[{"role":"boss","parts":[]}]}""", "'role' is 'boss'; it must be system, developer, user, assistant or tool.")]
    [InlineData("""{"schema_version":1,"id":"t","source":"s","messages":[3]}""", "A value is 3; it must be an object with 'role'.")]
    public void What_is_wrong_is_named(string json, string problem)
    {
        var e = Assert.ThrowsAny<JsonException>(() => ConversationReader.Trajectory(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(problem, e.Message);
    }

    [Fact]
    public void Fields_of_a_newer_version_are_no_error()
    {
        var read = ConversationReader.Trajectory("""{"schema_version":1,"id":"t","source":"s","mood":"fine","messages":[{"role":"user","parts":[{"type":"text","text":"hi","lang":"en"}],"x":1}]}"""u8.ToArray());

        Assert.Equal("hi", read.Messages[0].Text);
    }
}
