using System.Globalization;
using TrainForge.Options;
using TrainForge.Runs.Configuration;
using TrainForge.Tests.Infra;
using Loaded = TrainForge.Runs.Configuration.Configuration;

namespace TrainForge.Tests.Runs.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Input and every diagnostic it leads to, in order.
    public static TheoryData<string, string> Mistakes() => new()
    {
        { "trainig: {}", "trainforge.yaml(1,1): error TF1003: 'trainig' is not a setting of trainforge.yaml. Did you mean 'training'? 'trainforge init' in an empty folder shows all of them." },
        { "enviroments: {}", "trainforge.yaml(1,1): error TF1003: 'enviroments' is not a setting of trainforge.yaml. Did you mean 'environments'? 'trainforge init' in an empty folder shows all of them." },
        {
            "training:\n  learning_rat: 1\n  epochs: three\n  seed: 1\n  seed: 2\n",
            """
            trainforge.yaml(2,3): error TF1003: 'learning_rat' is not a setting of 'training'. Did you mean 'learning_rate'? 'trainforge init' in an empty folder shows all of them.
            trainforge.yaml(3,11): error TF1004: 'training.epochs' is 'three'; it must be a whole number between 1 and 10000.
            trainforge.yaml(5,3): error TF1005: 'seed' is already given in line 4 of the same section. Keep one of the two.
            """
        },
        {
            "training:\n  epochs: 0\n  epoch: 1\n  lora: {rank: 8, targets: q}\n",
            """
            trainforge.yaml(2,11): error TF1001: 'training.epochs' is 0; it must be a whole number between 1 and 10000.
            trainforge.yaml(3,3): error TF1003: 'epoch' is not a setting of 'training'. Did you mean 'epochs'? 'trainforge init' in an empty folder shows all of them.
            trainforge.yaml(4,28): error TF1004: 'training.lora.targets' is 'q'; it must be a list of texts.
            """
        },
        {
            "training:\n  epochs: 0\n  learning_rate: 0\ndataset:\n  split:\n    valid_percent: 51\n  name: ''\n",
            """
            trainforge.yaml(2,11): error TF1001: 'training.epochs' is 0; it must be a whole number between 1 and 10000.
            trainforge.yaml(3,18): error TF1001: 'training.learning_rate' is 0; it must be a number above 0 and at most 1.
            trainforge.yaml(6,20): error TF1001: 'dataset.split.valid_percent' is 51; it must be a number between 0 and 50.
            trainforge.yaml(7,9): error TF1001: 'dataset.name' is empty; it must be between 1 and 80 characters long.
            """
        },
        { "training:\n  mode: force-new\n", "trainforge.yaml(2,9): error TF1004: 'training.mode' is 'force-new'; it must be one of reuse_if_exists, force_new, resume_if_incomplete, continue_from_previous, probably 'force_new'." },
        { "training:\n  epochs: '3'\n", "trainforge.yaml(2,11): error TF1004: 'training.epochs' is '3' in quotes; it must be a whole number between 1 and 10000." },
        { "training:\n  epochs: 010\n", "trainforge.yaml(2,11): error TF1004: 'training.epochs' is '010'; it must be a whole number between 1 and 10000." },
        { "training:\n  weight_decay: 0,1\n", "trainforge.yaml(2,17): error TF1004: 'training.weight_decay' is '0,1'; it must be a number between 0 and 1." },
        { "training:\n  weight_decay: .inf\n", "trainforge.yaml(2,17): error TF1004: 'training.weight_decay' is '.inf'; it must be a number between 0 and 1." },
        { "training:\n  epochs: 99999999999999999999\n", "trainforge.yaml(2,11): error TF1004: 'training.epochs' is '99999999999999999999'; it must be a whole number between 1 and 10000." },
        { "project: no\n", "trainforge.yaml(1,10): error TF1008: 'project' is no without quotes, which some readers of YAML take for true or false. Write \"no\" with quotes if the text is meant." },
        { "capture:\n  enabled: off\n", "trainforge.yaml(2,12): error TF1008: 'capture.enabled' is off without quotes, which some readers of YAML take for true or false. Write true or false." },
        { "capture:\n  enabled: \"true\"\n", "trainforge.yaml(2,12): error TF1004: 'capture.enabled' is 'true' in quotes; it must be true or false." },
        { "training:\n  lora:\n    targets: q\n", "trainforge.yaml(3,14): error TF1004: 'training.lora.targets' is 'q'; it must be a list of texts." },
        { "training:\n  lora: 16\n", "trainforge.yaml(2,9): error TF1009: 'training.lora' names the file '16', which does not exist." },
        { "training: [1]\n", "trainforge.yaml(1,11): error TF1004: 'training' is a list; it must be a section of its own, or the path of a YAML file that holds it." },
        { "training: ../else/training.yaml\n", "trainforge.yaml(1,11): error TF1009: 'training' names the file '../else/training.yaml', which lies outside the folder of trainforge.yaml." },
        { "training: /etc/passwd\n", "trainforge.yaml(1,11): error TF1009: 'training' names the file '/etc/passwd', which lies outside the folder of trainforge.yaml." },
        { "training: trainforge.yaml\n", "trainforge.yaml(1,11): error TF1009: 'training' names the file 'trainforge.yaml', which leads back to itself." },
        { "training: \"\\0\"\n", "trainforge.yaml(1,11): error TF1009: 'training' names the file '\\u0000', which is not a path." },
        { "project: !!python/object:os.system x\n", "trainforge.yaml(1,10): error TF1007: The tag 'tag:yaml.org,2002:python/object:os.system' is not allowed in configuration. Write the plain value." },
        { "project: a\n---\nproject: b\n", "trainforge.yaml(2,1): error TF1007: Several documents in one file are not allowed in configuration. Remove the line '---', or use 'environments'." },
        { "training:\n  <<: {epochs: 1}\n", "trainforge.yaml(2,3): error TF1007: The merge key '<<' is not allowed in configuration. Repeat the settings, or use 'environments'." },
        { "[a, b]: 1\n", "trainforge.yaml(1,1): error TF1007: A key that is a list or a section is not allowed in configuration. Write the key as a plain word." },
        { "model: &m {seed: *m}\n", "trainforge.yaml(1,18): error TF1007: The alias '*m', which has no finished anchor before it, is not allowed in configuration. Define the anchor first." },
        { "- a\n", "trainforge.yaml(1,1): error TF1004: 'trainforge.yaml' is a list; it must be a map of settings." },
        { "environment: cl\nenvironments: {ci: {}}\n", "trainforge.yaml(1,14): error TF1020: There is no environment 'cl' under 'environments'. Did you mean 'ci'? Add it there, or choose another with --env." },
        { "environment: [ci]\n", "trainforge.yaml(1,14): error TF1004: 'environment' is a list; it must be a text." },
        { "environment: no\nenvironments: {\"no\": {}}\n", "trainforge.yaml(1,14): error TF1008: 'environment' is no without quotes, which some readers of YAML take for true or false. Write \"no\" with quotes if the text is meant." },
        { "environments:\n  ci:\n    trainin: 1\n", "trainforge.yaml(3,5): error TF1003: 'trainin' is not a setting of 'environments.ci'. Did you mean 'training'? 'trainforge init' in an empty folder shows all of them." },
        { "environments: ci\n", "trainforge.yaml(1,15): error TF1004: 'environments' is 'ci'; it must be a map from names to sections." },
        { "evaluation:\n  gates:\n    valid_rate: {}\n    a: 1\n", "trainforge.yaml(4,8): error TF1004: 'evaluation.gates.a' is '1'; it must be a section." },
        { "training:\n  lora: {rank: 8}\n", "trainforge.yaml(2,16): error TF1023: 'training.lora.rank' is 8 while 'training.base' is empty. An adapter on a model that was never trained learns nothing: name a base, or set the rank to 0." },
        { "model: {heads: 3}\n", "trainforge.yaml(1,16): error TF1001: 'model.heads' is 3; it must be a divisor of hidden_size, which is 256.\ntrainforge: error TF1001: 'model.kv_heads' is 2; it must be a divisor of heads, which is 3." },
        { "conversion:\n  quantization: q8_0\n", "trainforge.yaml(2,17): error TF1025: 'conversion.quantization' is 'q8_0', and this version does nothing with it; what is done is 'f32'. Leave it out." },
        { "conversion: {opset: 17, smoke_test: true}\n", "trainforge.yaml(1,21): error TF1025: 'conversion.opset' is 17, and this version does nothing with it; what is done is 18. Leave it out.\ntrainforge.yaml(1,37): error TF1025: 'conversion.smoke_test' is true, and this version does nothing with it; what is done is false. Leave it out." },
        { "evaluation: {trials: 5, baseline: latest}\n", "trainforge.yaml(1,22): error TF1025: 'evaluation.trials' is 5, and this version does nothing with it; what is done is 1. Leave it out.\ntrainforge.yaml(1,35): error TF1025: 'evaluation.baseline' is 'latest', and this version does nothing with it; what is done is empty. Leave it out." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_mistake_is_told_with_its_place(string yaml, string expected)
    {
        var loaded = Load(yaml);

        Assert.Equal(expected.ReplaceLineEndings("\n").Split('\n'), loaded.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Broken_yaml_names_the_line()
    {
        var problem = Assert.Single(Load("project: \"shop\ntraining: {}\n").Problems);

        Assert.Equal("TF1002", problem.Rule.Code);
        Assert.True(problem.Where is { File: "trainforge.yaml", Line: > 0, Column: > 0 });
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("~\n")]
    [InlineData("training:\ndataset: null\n")]
    [InlineData("environment: ~\nenvironments: {ci: {training: {epochs: 7}}}\n")]
    [InlineData("\uFEFFtraining: {epochs: }\n")]
    public void What_is_left_empty_keeps_its_default(string yaml)
    {
        var loaded = Load(yaml);

        Assert.Empty(loaded.Problems);
        Assert.Equal(OptionJson.Write(new ProjectOptions()), OptionJson.Write(loaded.Options));
    }

    [Fact]
    public void Values_arrive_in_the_records()
    {
        var options = Good("""
            project: "no"
            training:
              learning_rate: 2.5e-3
              mode: continue_from_previous
              base: models/büyük
              lora: {rank: 8, targets: [q, v]}
            evaluation:
              gates:
                valid_rate: {min: 0.85}
            conversion: {quantization: f32, format: safetensors}
            """);

        Assert.Equal("no", options.Project);
        Assert.Equal((2.5e-3, RunMode.ContinueFromPrevious, "models/büyük"), (options.Training.LearningRate, options.Training.Mode, options.Training.Base));
        Assert.Equal(["q", "v"], options.Training.Lora.Targets);
        Assert.Equal(0.85, options.Evaluation.Gates["valid_rate"].Min);
        Assert.Equal(("f32", ModelFormat.Safetensors), (options.Conversion.Quantization, options.Conversion.Format));
    }

    [Fact]
    public void Reads_the_same_under_an_unfriendly_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        try
        {
            var options = Good("training: {weight_decay: 0.25, lora: {dropout: 0.5}}\nconversion: {format: safetensors}\n");

            Assert.Equal(0.25, options.Training.WeightDecay);
            Assert.Contains("\"dropout\":0.5", OptionJson.Write(options), StringComparison.Ordinal);
            Assert.Equal("init_if", Setting.KeyOf("InitIf"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Overrides_win_in_their_order_and_are_checked_by_the_same_rules()
    {
        Write("training: {epochs: 2, lora: {targets: [q]}}\n");

        var good = ConfigurationLoader.Load(Request(new("training.epochs", "5", "TrainForgeEpochs"), new("training.epochs", "6", "--set"), new("training.lora.targets", "[k, v]", "--set"), new("training.batch_size", "", "--set")));
        var bad = ConfigurationLoader.Load(Request(new SettingOverride("training.epoch", "6", "--set training.epoch")));

        Assert.Empty(good.Problems);
        Assert.Equal((6, 4), (good.Options.Training.Epochs, good.Options.Training.BatchSize));
        Assert.Equal(["k", "v"], good.Options.Training.Lora.Targets);
        Assert.StartsWith("--set training.epoch: error TF1003: 'epoch' is not a setting of 'training'. Did you mean 'epochs'?", Assert.Single(bad.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_share_values_but_cannot_multiply_them()
    {
        var shared = Good("dataset: {split: {seed: &seed 7}}\ntraining: {seed: *seed}\n");
        var bomb = string.Concat("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n", string.Concat(Enumerable.Range(1, 15).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n")));
        var deep = "project: " + new string('[', 5000) + new string(']', 5000);

        Assert.Equal(7, shared.Training.Seed);
        Assert.Equal("TF1006", Assert.Single(Load(bomb).Problems).Rule.Code);
        Assert.Equal("TF1006", Assert.Single(Load(deep).Problems).Rule.Code);
        Assert.Equal("TF1006", Assert.Single(Load(new string('#', (1 << 20) + 1)).Problems).Rule.Code);
    }

    [Fact]
    public void Without_a_file_the_defaults_hold_and_a_named_file_must_exist()
    {
        var none = ConfigurationLoader.Load(Request());
        var missing = Assert.Throws<TrainForge.Diagnostics.TrainForgeException>(() => ConfigurationLoader.Load(Request() with { File = "else.yaml" }));

        Assert.Equal((null, 0), (none.File, none.Problems.Count));
        Assert.Equal("TF1021", missing.Diagnostic.Rule.Code);
    }

    private ProjectOptions Good(string yaml, string? environment = null)
    {
        var loaded = Load(yaml, environment);
        Assert.Empty(loaded.Problems.Select(p => p.ToString()));
        return loaded.Options;
    }

    private Loaded Load(string yaml, string? environment = null)
    {
        Write(yaml);
        return ConfigurationLoader.Load(Request() with { Environment = environment });
    }

    private void Write(string yaml) => File.WriteAllText(_folder.File("trainforge.yaml"), yaml);

    private ConfigurationRequest Request(params SettingOverride[] overrides) => new() { Folder = _folder.Path, Overrides = overrides };
}
