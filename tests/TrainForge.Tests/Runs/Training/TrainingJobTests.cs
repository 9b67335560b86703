using System.Text.Json.Nodes;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Tests.Runs.Training;

public sealed class TrainingJobTests
{
    [Fact]
    public async Task A_second_training_reuses_the_first_and_makes_no_folder()
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var first = await root.AskAsync("train");
        var second = await root.AskAsync("train");

        Assert.False(first.GetProperty("reused").GetBoolean());
        Assert.True(second.GetProperty("reused").GetBoolean());
        Assert.Equal(first.GetProperty("path").GetString(), second.GetProperty("path").GetString());
        Assert.Single(root.Variants());
        Assert.Matches("^spec-[0-9a-f]{8}_exec-[0-9a-f]{8}/v1$", first.GetProperty("run").GetString());
    }

    // Removed while it was read: the run would name what nobody can look at any more.
    [Fact]
    public async Task A_version_that_was_removed_meanwhile_is_not_trained_on()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var place = new TrainForgeRoot(root.File(".trainforge"), RootSource.Option);
        var request = new TrainingRequest
        {
            Root = place,
            Options = new ProjectOptions { Model = new ModelOptions { VocabSize = 300, HiddenSize = 16, Layers = 1, Heads = 2, KvHeads = 1, FfnSize = 32, MaxPositions = 512 }, Training = new TrainingOptions { MaxLength = 512 } },
            BaseFolder = root.Folder,
            Model = "toy",
            Dataset = TrainingDataset.Open(place, "main", CancellationToken.None),
            ToolVersion = "1.2.3",
        };
        File.Delete(Path.Combine(request.Dataset.Folder, DatasetPaths.Manifest));

        var error = Assert.Throws<TrainForgeException>(() => new TrainingJob(request).Run((_, _) => { }, CancellationToken.None));

        Assert.Equal("TF3030", error.Diagnostic.Rule.Code);
        Assert.False(Directory.Exists(place.FinalTraining) && root.Variants().Count > 0);
    }

    [Fact]
    public async Task Learns_something()
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var trained = await root.AskAsync("train", "--set", "training.epochs=6");

        Assert.True(trained.GetProperty("valid_loss").GetDouble() < 0.9 * trained.GetProperty("valid_loss_before").GetDouble());
    }

    [Fact]
    public async Task Forced_training_makes_the_next_variant_with_the_same_bytes()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var first = await root.AskAsync("train");

        var forced = await root.AskAsync("train", "--mode", "force_new");

        Assert.EndsWith("/v2", forced.GetProperty("run").GetString(), StringComparison.Ordinal);
        Assert.Equal(Sums(first.GetProperty("path").GetString()!), Sums(forced.GetProperty("path").GetString()!));
    }

    [Theory]
    [InlineData("training.learning_rate=0.02")]
    [InlineData("training.seed=7")]
    [InlineData("model.seed=7")]
    [InlineData("training.max_length=511")]
    public async Task Another_effective_setting_is_another_run(string setting)
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var first = await root.AskAsync("train");

        var other = await root.AskAsync("train", "--set", setting);

        Assert.False(other.GetProperty("reused").GetBoolean());
        Assert.NotEqual(Spec(first), Spec(other));
    }

    [Fact]
    public async Task Where_it_lies_and_what_it_is_called_is_not_part_of_what_it_is()
    {
        using var here = await TrainingRoot.WithDatasetAsync();
        using var there = await TrainingRoot.WithDatasetAsync();
        there.Configure("environment: ci\nenvironments: {ci: {project: other}}\n");

        var (a, b) = (await here.AskAsync("train"), await there.AskAsync("train"));

        Assert.Equal(Spec(a), Spec(b));
        Assert.Equal(Sums(a.GetProperty("path").GetString()!), Sums(b.GetProperty("path").GetString()!));
    }

    [Fact]
    public async Task An_incomplete_run_is_never_taken_for_a_finished_one()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var path = (await root.AskAsync("train")).GetProperty("path").GetString()!;
        var file = Path.Combine(path, "metadata.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"completed\": true", "\"completed\": false", StringComparison.Ordinal));

        await root.RunAsync(1, "convert");
        var again = await root.AskAsync("train");

        Assert.False(again.GetProperty("reused").GetBoolean());
        Assert.EndsWith("/v2", again.GetProperty("run").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint/model.safetensors")]
    [InlineData("checkpoint/tokenizer.json")]
    [InlineData("metrics.json")]
    public async Task A_run_with_other_bytes_than_it_wrote_is_not_complete(string name)
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var trained = await root.AskAsync("train");
        File.AppendAllText(Path.Combine(trained.GetProperty("path").GetString()!, name), " ");

        var refused = await root.RunAsync(1, "convert", trained.GetProperty("run").GetString()!);

        Assert.Contains("TF6006", refused.Error, StringComparison.Ordinal);
        Assert.Contains(name, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_train_once()
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var both = await Task.WhenAll(Task.Run(() => root.AskAsync("train")), Task.Run(() => root.AskAsync("train")));

        Assert.Single(both, r => r.GetProperty("reused").GetBoolean());
        Assert.Single(root.Variants());
    }

    [Fact]
    public async Task An_adapter_on_a_base_of_ones_own_trains_converts_and_is_bound_to_its_base()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        await root.RunAsync(0, "model", "init", "base");
        string[] train = ["train", "--base", "base", "--set", "training.lora.rank=4", "--set", "training.epochs=4"];

        var trained = await root.AskAsync(train);
        await root.RunAsync(0, "convert", "--to", "safetensors");
        var verified = await root.RunAsync(0, "verify");
        File.AppendAllText(root.File("base", "model.safetensors"), " ");
        var changed = await root.RunAsync(1, "convert", "--to", "gguf");

        Assert.True(File.Exists(Path.Combine(trained.GetProperty("path").GetString()!, "checkpoint", "adapter_model.safetensors")));
        Assert.Contains("is reproduced", verified.Out, StringComparison.Ordinal);
        Assert.Contains("TF6008", changed.Error, StringComparison.Ordinal);
    }

    // Verification must be able to fail: the same run, said to have been trained with another seed.
    [Fact]
    public async Task Verify_notices_a_run_that_is_not_what_its_settings_say()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var file = Path.Combine((await root.AskAsync("train")).GetProperty("path").GetString()!, "metadata.json");
        await root.RunAsync(0, "verify");
        var metadata = JsonNode.Parse(File.ReadAllText(file))!;
        metadata["spec"]!["training"]!["seed"] = 43;
        File.WriteAllText(file, metadata.ToJsonString());

        var verified = await root.RunAsync(1, "verify");

        Assert.Contains("TF6009", verified.Error, StringComparison.Ordinal);
        Assert.Contains("model.safetensors", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_that_are_too_long_are_left_out_and_named()
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var none = await root.RunAsync(1, "train", "--set", "training.max_length=16");

        Assert.Contains("TF6011", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resume_if_incomplete")]
    [InlineData("continue_from_previous")]
    public async Task A_mode_that_is_not_there_yet_is_refused_not_replaced(string mode)
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var refused = await root.RunAsync(1, "train", "--mode", mode);

        Assert.Contains("TF6007", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(root.File(".trainforge", "final_training")) && root.Variants().Count > 0);
    }

    [Fact]
    public async Task A_run_is_found_by_the_beginning_of_its_id_and_by_its_folder()
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        var trained = await root.AskAsync("train");
        var (id, path) = (trained.GetProperty("run").GetString()!, trained.GetProperty("path").GetString()!);

        var found = new[] { id[..9], path, Path.GetRelativePath(root.Folder, path) }
            .Select(wanted => RunSearch.Find(new(root.File(".trainforge"), default), wanted, root.Folder).Id);
        var lost = await root.RunAsync(1, "verify", "spec-nothing");

        Assert.All(found, f => Assert.Equal(id, f));
        Assert.Contains("TF6004", lost.Error, StringComparison.Ordinal);
    }

    private static string Spec(System.Text.Json.JsonElement run) => run.GetProperty("run").GetString()!.Split('_')[0];

    private static string Sums(string run) => File.ReadAllText(Path.Combine(run, "SHA256SUMS"));
}
