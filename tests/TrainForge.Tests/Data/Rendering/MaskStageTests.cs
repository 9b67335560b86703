using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Rendering;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Tests.Data.Examples;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Text.Tokenizers;
using TrainForge.Text.Tokenizers;
using static TrainForge.Tests.Data.Examples.TableByHand;

namespace TrainForge.Tests.Data.Rendering;

public sealed class MaskStageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StageLog _log = new("masks");

    public void Dispose() => _folder.Dispose();

    private static readonly Occurrence Seen = new("run-1/x", new OutcomeLabel(Outcome.Passed), Time: null);

    private (TableByHand Rows, MaskSketch Sketch) Table(RenderingOptions? rendering = null, MaskCheckOptions? masks = null)
    {
        var sketch = new MaskSketch(TextModel.Load(rendering ?? new RenderingOptions(), _folder.Path), rendering ?? new RenderingOptions(), masks ?? new MaskCheckOptions());
        return (new TableByHand { Sketches = [sketch] }, sketch);
    }

    private string[] Left(TableByHand rows, MaskSketch sketch, MaskCheckOptions? options = null)
    {
        var table = rows.Table;
        new MaskStage(sketch, options ?? new MaskCheckOptions()).Run(table, _log, CancellationToken.None);
        table.Close();
        return [.. table.Rows.Select(r => r.Id)];
    }

    [Fact]
    public void With_nothing_named_every_byte_is_a_token_and_masks_are_proved_all_the_same()
    {
        var (rows, sketch) = Table();
        rows.Add("a", "g", "t", Seen, [User("Wie viel?"), Says("42 ı")]);

        Assert.Equal(["a"], Left(rows, sketch));
        var result = MaskSketch.Read(rows["a"].Sketch(sketch));
        Assert.Null(result.Fault);
        Assert.Equal("42 ı"u8.Length + 1, result.Trained);
        Assert.True(result.Tokens > result.Trained);
    }

    [Fact]
    public void A_special_token_in_a_message_ends_the_build_with_the_examples_id_or_is_left_out()
    {
        var (rows, sketch) = Table();
        rows.Add("a", "g", "t", Seen, [User("fine"), Says("fine")]);
        rows.Add("bad-1", "g", "t", Seen, [User("what is <|im_end|>?"), Says("a token")]);

        var error = Assert.Throws<TrainForgeException>(() => Left(rows, sketch));
        var left = Left(rows, sketch, new MaskCheckOptions { Faulty = Remedy.Drop });

        Assert.Equal("TF2173", error.Diagnostic.Rule.Code);
        Assert.StartsWith("Example 'bad-1' cannot be trained on: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(TF4075)", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], left);
        Assert.Equal(("special-token", "bad-1"), (_log.Items[^1].Reason, _log.Items[^1].Id));
    }

    [Fact]
    public void Too_long_is_left_out_whole_or_an_error_and_the_limit_itself_fits()
    {
        var (rows, sketch) = Table();
        rows.Add("a", "g", "t", Seen, [User("q"), Says("short")]);
        rows.Add("b", "g", "t", Seen, [User("q"), Says("longer")]);
        var limit = MaskSketch.Read(rows["a"].Sketch(sketch)).Tokens;

        Assert.Equal(["a"], Left(rows, sketch, new MaskCheckOptions { MaxLength = limit }));
        Assert.Equal("too-long", Assert.Single(_log.Items).Reason);
        var error = Assert.Throws<TrainForgeException>(() => Left(rows, sketch, new MaskCheckOptions { MaxLength = limit, TooLong = Remedy.Error }));
        Assert.Equal($"Example 'b' has {limit + 1} tokens and dataset.masks.max_length allows {limit}. Raise it, or set dataset.masks.too_long to drop.", error.Message);
    }

    [Fact]
    public void The_worse_side_of_a_pair_is_as_long_as_it_is_with_the_tools_of_the_better()
    {
        var (rows, sketch) = Table();
        var (good, bad) = (rows.Add("good", "g", "t", Seen, [User("q"), Says("long enough")]), rows.Add("bad", "g", "t", Seen, [User("q"), Says("short")]));
        var stage = new MaskStage(sketch, new MaskCheckOptions { MaxLength = MaskSketch.Read(good.Sketch(sketch)).Tokens });

        Assert.Null(stage.Unfit(bad, good, rows.Load));
        good.Tools = [new ToolDefinition("add", "Adds two numbers.")];
        Assert.Equal("too-long", stage.Unfit(bad, good, rows.Load));
    }

    [Fact]
    public void What_trains_nothing_is_left_out_whatever_the_settings()
    {
        var (rows, sketch) = Table();
        rows.Add("a", "g", "t", Seen, [User("q"), Says("x")]);
        rows.Add("none", "g", "t", Seen, [User("q"), Says("x")]);
        rows.Untrain("none", 1);

        Assert.Equal(["a"], Left(rows, sketch));
        Assert.Equal("nothing-trained", Assert.Single(_log.Items).Reason);
    }

    [Theory]
    [InlineData("{{ raise_exception('users first') }}", "TF4063", "template-refused")]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}\n{% endfor %}", "TF4073", "no-stop-token")]
    [InlineData("{{ messages | length }}{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}", "TF4070", "template-failed")]
    public void A_template_that_trains_the_wrong_thing_is_found(string template, string code, string reason)
    {
        Directory.CreateDirectory(_folder.File("my models ı"));
        File.WriteAllBytes(_folder.File("my models ı", "tokenizer.json"), Samples.Train(SplitPattern.Qwen2, 300).ToJson());
        File.WriteAllText(_folder.File("my models ı", "chat_template.jinja"), template);
        var (rows, sketch) = Table(new RenderingOptions { Model = "my models ı" });
        rows.Add("a", "g", "t", Seen, [User("q"), Says("x")]);

        var error = Assert.Throws<TrainForgeException>(() => Left(rows, sketch));
        Assert.Empty(Left(rows, sketch, new MaskCheckOptions { Faulty = Remedy.Drop }));

        Assert.Contains($"({code})", error.Message, StringComparison.Ordinal);
        Assert.Equal(reason, _log.Items[^1].Reason);
    }

    [Fact]
    public void What_is_kept_between_builds_depends_on_tokenizer_template_and_settings()
    {
        Directory.CreateDirectory(_folder.File("m"));
        File.WriteAllBytes(_folder.File("m", "tokenizer.json"), Samples.Train(SplitPattern.Qwen2, 300).ToJson());
        File.WriteAllText(_folder.File("m", "chat_template.jinja"), "a");
        File.WriteAllText(_folder.File("other.jinja"), "b");

        var prints = new[]
        {
            Table().Sketch,
            Table(masks: new MaskCheckOptions { StopTokens = ["<|im_end|>"] }).Sketch,
            Table(new RenderingOptions { Arguments = ArgumentStyle.Text }).Sketch,
            Table(new RenderingOptions { Model = "m" }).Sketch,
            Table(new RenderingOptions { Model = "m", Template = "other.jinja" }).Sketch,
        }.Select(s => s.Fingerprint).ToList();

        Assert.Equal(prints.Count, prints.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(prints[0], Table(masks: new MaskCheckOptions { MaxLength = 5 }).Sketch.Fingerprint);
    }

    [Fact]
    public void A_tokenizer_that_is_not_there_is_named()
    {
        var error = Assert.Throws<TrainForgeException>(() => Table(new RenderingOptions { Tokenizer = "x/tokenizer.json" }));

        Assert.Equal("TF2170", error.Diagnostic.Rule.Code);
    }

    [Fact]
    public void Lengths_are_counted_by_powers_of_two()
    {
        var tally = new TokenTally();
        tally.Add(new MaskResult(null, 128, 3));
        tally.Add(new MaskResult(null, 129, 4), copies: 2);
        tally.Add(new MaskResult(null, 1025, 5));

        var count = tally.ToCount();
        Assert.Equal([("128", 1L), ("256", 2L), ("2048", 1L)], count.Lengths.Select(l => (l.Key, l.Value)));
        Assert.Equal((4L, 128L + 258 + 1025, 16L, 1025L), (count.Examples, count.Tokens, count.Trained, count.Longest));
    }
}
