using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Peft;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Engine.Formats;

public class PeftTests
{
    [Fact]
    public void The_configuration_reads_as_recorded() => Recorded.Equal(Written(new(new() { Targets = ["v_proj", "q_proj"], Alpha = 32 }, "base", "main")));

    [Fact]
    public void Reads_back_what_it_writes()
    {
        var config = new PeftAdapterConfig(new() { Rank = 4, Alpha = 6.5, Dropout = 0.05, RankStabilized = true }, "some/base");

        var again = Read(Written(config));

        Assert.Equal(config.Lora.Targets.Order(), again.Lora.Targets);
        Assert.Equal(config with { Lora = config.Lora with { Targets = again.Lora.Targets } }, again);
        Assert.Equal(3.25f, again.Lora.Scale);
    }

    [Theory]
    [InlineData("\"target_modules\":\"all-linear\"", 7)]
    [InlineData("\"target_modules\":null", 2)]
    [InlineData("\"target_modules\":[\"up_proj\"]", 1)]
    [InlineData("\"target_modules\":[\"up_proj\"],\"rank_pattern\":{},\"modules_to_save\":null,\"exclude_modules\":[],\"corda_config\":null", 1)]
    public void Understands_how_targets_are_named(string setting, int count) =>
        Assert.Equal(count, Read($$"""{"peft_type":"LORA",{{setting}}}""").Lora.Targets.Count);

    [Theory]
    [InlineData("\"use_dora\":true", "TF4016", "use_dora")]
    [InlineData("\"bias\":\"all\"", "TF4016", "bias")]
    [InlineData("\"rank_pattern\":{\"q_proj\":4}", "TF4016", "rank_pattern")]
    [InlineData("\"modules_to_save\":[\"lm_head\"]", "TF4016", "modules_to_save")]
    [InlineData("\"layers_to_transform\":3", "TF4016", "layers_to_transform")]
    [InlineData("\"target_modules\":\".*attn.*\"", "TF4016", "target_modules")]
    [InlineData("\"target_modules\":[\"query\"]", "TF4017", "query")]
    [InlineData("\"peft_type\":\"IA3\"", "TF4016", "peft_type")]
    [InlineData("\"r\":0", "TF1001", "lora_r")]
    [InlineData("\"r\":\"8\"", "TF4006", "'r'")]
    public void Refuses_what_would_answer_differently(string setting, string code, string says)
    {
        var json = setting.StartsWith("\"peft_type\"", StringComparison.Ordinal) ? $"{{{setting}}}" : $$"""{"peft_type":"LORA",{{setting}}}""";

        var refused = Assert.Throws<TrainForgeException>(() => Read(json));

        Assert.Equal(code, refused.Diagnostic.Rule.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_survives_its_file()
    {
        var config = TinyModels.Config();
        var adapter = TinyModels.Adapter(config, 0, "q_proj", "down_proj");
        var stream = new MemoryStream();
        adapter.Write(stream);

        var again = LoraAdapter.Load(config, adapter.Options, SafetensorsReader.Open(stream, "adapter"));

        Assert.Equal(8, again.Tensors.Count);
        Assert.All(adapter.Tensors, t => Assert.Equal(t.Values, again[t.Name].Values));
        Assert.Contains("base_model.model.model.layers.1.mlp.down_proj.lora_B.weight", again.Tensors.Select(t => t.Name));
        Assert.Equal("TF4005", Code(adapter.Options with { Targets = ["q_proj"] }));
        Assert.Equal("TF4003", Code(adapter.Options with { Targets = ["q_proj", "down_proj", "up_proj"] }));
        Assert.Equal("TF4004", Code(adapter.Options with { Rank = 4 }));

        string Code(LoraOptions options) =>
            Assert.Throws<TrainForgeException>(() => LoraAdapter.Load(config, options, SafetensorsReader.Open(stream, "adapter"))).Diagnostic.Rule.Code;
    }

    [Fact]
    public void A_fresh_adapter_changes_nothing_and_a_merged_one_answers_alike()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        int[] tokens = [1, 5, 9, 2];
        var fresh = LoraAdapter.Create(weights.Config, new() { Rank = 2 }, 1);
        var trained = TinyModels.Adapter(weights.Config);

        var plain = new ReferenceModel(weights).Logits(tokens);
        var beside = new ReferenceModel(weights, trained).Logits(tokens);
        var merged = new ReferenceModel(trained.Merge(weights)).Logits(tokens);

        Assert.Equal(plain, new ReferenceModel(weights, fresh).Logits(tokens));
        Assert.True(plain.Zip(beside, (p, b) => Math.Abs(p - b)).Max() > 0.1f);
        Assert.All(beside.Zip(merged), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private static PeftAdapterConfig Read(string json) => PeftAdapterConfig.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "adapter_config.json");

    private static string Written(PeftAdapterConfig config)
    {
        var stream = new MemoryStream();
        config.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
