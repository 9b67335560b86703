using TrainForge.Engine.Models;

namespace TrainForge.PackageTests.Judges;

/// <summary>PyTorch in float64 reads our files with a reader of its own and computes everything again.</summary>
[Trait("Category", "Judge")]
public sealed class TorchJudge : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf-");

    [Theory]
    [InlineData(ModelConfig.Qwen2, true)]
    [InlineData(ModelConfig.Llama, false)]
    public void Agrees_on_logits_loss_gradients_and_steps(string type, bool tied)
    {
        Judge.NeedsTorch();
        var weights = JudgeFiles.Weights(JudgeFiles.Config(type, tied));
        JudgeFiles.Write(_folder.FullName, weights, JudgeFiles.Adapter(weights));

        var (code, output, errors) = Judge.Run("/usr/bin/python3", Judge.Script("torch_qwen2.py"), _folder.FullName);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(code == 0, output + errors);
    }

    // A judge that lets everything pass judges nothing: one weight changed after our results were taken.
    [Fact]
    public void Notices_one_changed_weight()
    {
        Judge.NeedsTorch();
        var weights = JudgeFiles.Weights(JudgeFiles.Config(ModelConfig.Qwen2, true));
        JudgeFiles.Write(_folder.FullName, weights, JudgeFiles.Adapter(weights));
        weights["model.layers.1.input_layernorm.weight"].Values[5] += 0.2f;
        JudgeFiles.Save(_folder.FullName, "model.safetensors", weights.Write);

        var (code, output, _) = Judge.Run("/usr/bin/python3", Judge.Script("torch_qwen2.py"), _folder.FullName);

        Assert.Equal(1, code);
        Assert.Contains("DIFFERS logits", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
