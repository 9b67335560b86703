using TrainForge.Data.Decontamination;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Rendering;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Pipeline;

public class DatasetStagesTests
{
    private static readonly TextModel Text = TextModel.Load(new RenderingOptions(), baseFolder: "");

    private static readonly SuiteIndex Suites = SuiteIndex.Load(new DecontaminationOptions(), "", text => text, CancellationToken.None);

    [Fact]
    public void Without_a_list_every_stage_runs()
    {
        var plan = DatasetStages.Plan(new DatasetOptions(), Text, Suites);

        Assert.Equal(DatasetStages.All(new DatasetOptions(), Text, Suites).Select(s => s.Name), plan.Conversations.Select(s => s.Name).Append(plan.Maker.Name).Concat(plan.Wholes.Select(s => s.Name)));
    }

    [Fact]
    public void The_list_leaves_stages_out_and_orders_the_others()
    {
        var plan = Plan("outcome", "examples", "split");

        Assert.Equal(["outcome"], plan.Conversations.Select(s => s.Name));
        Assert.Equal(["split"], plan.Wholes.Select(s => s.Name));
    }

    [Fact]
    public void A_name_that_is_none_is_told_with_the_nearest()
    {
        var e = Assert.Throws<TrainForgeException>(() => Plan("outcome", "examples", "exact-duplicate", "split"));

        Assert.Equal("TF2100", e.Diagnostic.Rule.Code);
        Assert.Contains("Did you mean 'exact-duplicates'?", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'exact-duplicates' cannot come after 'split'.", "outcome", "examples", "split", "exact-duplicates")]
    [InlineData("'outcome' cannot come after 'examples'.", "examples", "outcome", "split")]
    [InlineData("'tool-schemas' cannot come after 'masks'", "outcome", "examples", "masks", "tool-schemas", "split")]
    [InlineData("'outcome' is missing", "examples", "split")]
    [InlineData("'split' is missing", "outcome", "examples")]
    [InlineData("'examples' is missing", "outcome", "split")]
    [InlineData("'split' stands in it twice.", "examples", "split", "split")]
    public void An_order_that_cannot_run_is_one_error_that_says_why(string why, params string[] stages)
    {
        var e = Assert.Throws<TrainForgeException>(() => Plan(stages));

        Assert.Equal("TF2101", e.Diagnostic.Rule.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static StagePlan Plan(params string[] stages) => DatasetStages.Plan(new DatasetOptions { Stages = stages }, Text, Suites);
}
