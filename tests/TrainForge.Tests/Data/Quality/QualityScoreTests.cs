using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Quality;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Quality;

/// <summary>What any scoring must hold, whatever its weights: who asked and was answered is worth more than who was not.</summary>
public class QualityScoreTests
{
    private static readonly Message User = new(Role.User, "How is the build?");
    private static readonly Message Answer = new(Role.Assistant, "It is green.");
    private static readonly Message Error = new(Role.Assistant, [new ErrorPart("down")]);

    [Fact]
    public void Asked_answered_with_two_calls_and_a_decision_is_high()
    {
        var score = Score([User, .. Call("call_1"), .. Call("call_2"), Answer], new Signals { Confidence = 0.9, Decisions = 1 });

        Assert.Equal("high", score.Class);
        Assert.True(score.Score >= 4.0, score.ToString());
        Assert.Equal(["answered +1.5", "calls +1.5", "multi-step +0.5", "decisions +0.5", "confidence +1.6"], score.Reasons);
    }

    [Fact]
    public void Asked_and_answered_is_medium() => Assert.Equal("medium", Score([User, Answer]).Class);

    [Fact]
    public void Nobody_asked_is_low_whatever_else_there_is()
    {
        Assert.Equal("low", Score([Answer]).Class);
        Assert.Equal("low", Score([Answer, Error, Error]).Class);
        Assert.Equal("low", Score([.. Call("call_1"), .. Call("call_2"), .. Call("call_3"), Answer], new Signals { Confidence = 1, Decisions = 3 }).Class);
        Assert.Equal("low", Score([new Message(Role.User, ""), Answer]).Class);
        Assert.Equal("low", Score([]).Class);
    }

    [Fact]
    public void Errors_take_from_a_score()
    {
        var high = Score([User, .. Call("call_1"), .. Call("call_2"), Answer], new Signals { Confidence = 0.9, Decisions = 1 });

        Assert.True(Score([User, Answer, .. Call("call_1"), Error, Error]).Score < high.Score);
        Assert.True(Score([User, .. Call("call_1", isError: true), .. Call("call_2"), Answer]).Score < Score([User, .. Call("call_1"), .. Call("call_2"), Answer]).Score);
    }

    [Fact]
    public void An_answer_the_model_was_not_sure_of_scores_below_one() => Assert.True(Score([User, Answer], new Signals { Confidence = 0.2 }).Score < 1.0);

    // One failed step of many says little; system after system threw whole sessions away for it.
    [Fact]
    public void A_long_conversation_is_not_low_for_a_few_errors()
    {
        var messages = Enumerable.Range(1, 50).SelectMany(i => Call($"call_{i}", isError: i % 10 == 0));

        Assert.Equal("high", Score([User, .. messages, Answer]).Class);
    }

    [Fact]
    public void Weights_and_thresholds_are_settings()
    {
        var options = new QualityOptions { High = 1, Weights = new QualityWeights { Answered = 1 } };

        Assert.Equal(("high", 1.0), (Score([User, Answer], options: options).Class, Score([User, Answer], options: options).Score));
    }

    private static QualityScore Score(IReadOnlyList<Message> messages, Signals? signals = null, QualityOptions? options = null) =>
        QualityScore.Of(new Trajectory { Id = "t", Source = "session-log", Messages = messages }, ToolLinks.Of(messages), signals ?? new Signals(), options ?? new QualityOptions());

    private static Message[] Call(string id, bool isError = false) =>
    [
        new Message(Role.Assistant, [new ToolCallPart(new ToolCall(id, "run", $"{{\"n\":\"{id}\"}}"))]),
        new Message(Role.Tool, [new ToolResultPart(id, "run", "done", isError)]),
    ];
}
