using TrainForge.Diagnostics;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Engine.Tensors;

namespace TrainForge.Tests.Engine.Models;

public class ModelWeightsTests
{
    [Fact]
    public void Reads_back_what_it_writes_whole_or_in_shards()
    {
        var weights = TinyModels.Weights(TinyModels.Config(tied: false));
        var shards = weights.Tensors.Chunk(5).Select(File).ToArray();

        Assert.Equal(weights.Hash(), ModelWeights.Load(weights.Config, "m", File(weights.Tensors)).Hash());
        Assert.Equal(weights.Hash(), ModelWeights.Load(weights.Config, "m", shards).Hash());
        Assert.Equal("TF4003", Code(() => ModelWeights.Load(weights.Config, "m", shards[1..])));
    }

    [Fact]
    public void Refuses_weights_of_another_configuration()
    {
        var file = File(TinyModels.Weights(TinyModels.Config()).Tensors);

        Assert.Equal("TF4004", Code(() => ModelWeights.Load(TinyModels.Config() with { VocabSize = 24 }, "m", file)));
        Assert.Equal("TF4005", Code(() => ModelWeights.Load(TinyModels.Config() with { LayerCount = 1 }, "m", file)));
        Assert.Equal("TF4005", Code(() => ModelWeights.Load(TinyModels.Config(ModelConfig.Llama), "m", file)));
        Assert.Equal("TF4008", Code(() => ModelWeights.Random(TinyModels.Config() with { HeadSize = 3 }, 1)));
    }

    [Fact]
    public void Takes_a_second_copy_of_a_tied_embedding_as_none()
    {
        var weights = TinyModels.Weights(TinyModels.Config());
        Tensor[] extra = [.. weights.Tensors, new("lm_head.weight", [23, 12]), new("model.layers.0.self_attn.rotary_emb.inv_freq", [2])];

        Assert.Equal(weights.Hash(), ModelWeights.Load(weights.Config, "m", File(extra)).Hash());
    }

    [Fact]
    public void One_more_layer_changes_no_tensor_that_was_there()
    {
        var two = ModelWeights.Random(TinyModels.Config(), 4);
        var three = ModelWeights.Random(TinyModels.Config() with { LayerCount = 3 }, 4);

        Assert.All(two.Tensors, t => Assert.Equal(t.Values, three[t.Name].Values));
        Assert.NotEqual(two.Hash(), ModelWeights.Random(TinyModels.Config(), 5).Hash());
    }

    private static string Code(Func<object> action) => Assert.Throws<TrainForgeException>(action).Diagnostic.Rule.Code;

    private static SafetensorsReader File(IEnumerable<Tensor> tensors)
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors);
        return SafetensorsReader.Open(stream, "file");
    }
}
