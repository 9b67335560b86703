using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Core.Conversations;
using TrainForge.Tests.Infra;
using Outcome = TrainForge.Conversations.Outcome;

namespace TrainForge.Tests.Core.Stashes;

public class StashJsonTests
{
    [Fact]
    public void An_interaction_reads_back_as_it_was_written() =>
        Prop.ForAll(Samples.Interaction.ToArbitrary(), interaction =>
        {
            var line = StashJson.ToLine(interaction);
            return line.AsSpan().SequenceEqual(StashJson.ToLine(StashJson.Interaction(line)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Metadata_reads_back_as_it_was_written()
    {
        var page = StashJson.ToPage(Metadata);

        Assert.Equal(Encoding.UTF8.GetString(page), Encoding.UTF8.GetString(StashJson.ToPage(StashJson.Metadata(page))));
    }

    [Fact]
    public void Metadata_reads_as_promised() => Recorded.Equal(Encoding.UTF8.GetString(StashJson.ToPage(Metadata)));

    private static StashMetadata Metadata => new()
    {
        TestName = "Orders.Refund_is_offered(days: 14)",
        Outcome = Outcome.Failed,
        Timestamp = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.FromHours(2)),
        DurationSeconds = 1.23456,
        RunId = "20260301T100000Z-7f",
        TestId = "id-1",
        DisplayName = "Refund is offered",
        ClassName = "Orders",
        Method = "Refund_is_offered",
        Assembly = "Shop.Tests",
        TargetFramework = "net10.0",
        TestFramework = "xunit3",
        Arguments = "days: 14",
        Traits = ["Category=Model", "Slow"],
        Tier = "fast",
        Prompt = "May I return the lamp?",
        Attempt = 2,
        Flaky = true,
        Failure = new StashFailure("Expected a refund.", "at Orders"),
        Interactions = 3,
        ToolCalls = 1,
        Terms = new SourceTerms { Vendor = "openai", Model = "gpt-x" },
        Git = new GitContext { Commit = "0123abcd", Branch = "main", Dirty = false },
        Truncations = [new Truncation("session.log", 2048, 1024)],
    };
}
