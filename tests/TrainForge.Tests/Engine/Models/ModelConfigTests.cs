using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Engine.Models;

namespace TrainForge.Tests.Engine.Models;

public class ModelConfigTests
{
    private const string Small = """
        {"model_type":"qwen2","vocab_size":512,"hidden_size":64,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
         "intermediate_size":96,"rms_norm_eps":1e-06,"rope_theta":1000000.0,"tie_word_embeddings":true,"max_position_embeddings":256,
         "eos_token_id":[3,4],"hidden_act":"silu","rope_scaling":null,"use_sliding_window":false,"something_new":{"a":1}}
        """;

    [Fact]
    public void Reads_a_configuration_as_Hugging_Face_writes_it()
    {
        var config = Read(Small);

        Assert.Equal((512, 64, 2, 4, 2, 96, 16), (config.VocabSize, config.HiddenSize, config.LayerCount, config.HeadCount, config.KeyValueHeadCount, config.IntermediateSize, config.HeadSize));
        Assert.Equal((1e-6, 1e6, true, true, 256), (config.NormEpsilon, config.RopeTheta, config.TieWordEmbeddings, config.HasAttentionBias, config.MaxPositions));
        Assert.Equal([3, 4], config.EosTokenIds);
    }

    [Fact]
    public void Reads_back_what_it_writes()
    {
        var config = Read(Small) with { ModelType = ModelConfig.Llama, HeadSize = 32, TieWordEmbeddings = false, EosTokenIds = [7] };

        var stream = new MemoryStream();
        ModelConfigFile.Write(stream, config);
        var again = Read(Encoding.UTF8.GetString(stream.ToArray()));

        Assert.Equal([7], again.EosTokenIds);
        Assert.Equal(config with { EosTokenIds = again.EosTokenIds }, again);
    }

    [Theory]
    [InlineData("\"qwen2\"", "\"mixtral\"", "TF4007", "model_type 'mixtral'")]
    [InlineData("\"silu\"", "\"gelu\"", "TF4007", "hidden_act 'gelu'")]
    [InlineData("\"rope_scaling\":null", "\"rope_scaling\":{\"type\":\"yarn\"}", "TF4007", "rope_scaling")]
    [InlineData("\"use_sliding_window\":false", "\"use_sliding_window\":true", "TF4007", "use_sliding_window")]
    [InlineData("\"num_key_value_heads\":2", "\"num_key_value_heads\":3", "TF4008", "a multiple of num_key_value_heads (3)")]
    [InlineData("\"hidden_size\":64", "\"hidden_size\":0", "TF4008", "'hidden_size' is 0")]
    [InlineData("\"hidden_size\":64,", "", "TF4006", "'hidden_size' is missing")]
    [InlineData("\"hidden_size\":64", "\"hidden_size\":\"64\"", "TF4006", "'hidden_size' is not a whole number")]
    [InlineData("\"rms_norm_eps\":1e-06", "\"rms_norm_eps\":-1", "TF4008", "rms_norm_eps")]
    [InlineData("{", "", "TF4006", "it is not JSON")]
    public void Refuses_with_a_code_that_names_the_setting(string from, string to, string code, string says)
    {
        var at = Small.IndexOf(from, StringComparison.Ordinal);

        var refused = Assert.Throws<TrainForgeException>(() => Read(Small[..at] + to + Small[(at + from.Length)..]));

        Assert.Equal(code, refused.Diagnostic.Rule.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static ModelConfig Read(string json) => ModelConfigFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "config.json");
}
