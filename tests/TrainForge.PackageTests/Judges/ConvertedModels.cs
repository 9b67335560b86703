using System.Text.Json;
using TrainForge.Engine.Formats.Safetensors;
using TrainForge.Engine.Models;
using TrainForge.Text.Tokenizers;

namespace TrainForge.PackageTests.Judges;

/// <summary>What a user gets from tests, training and conversion, loaded by other people's programs.</summary>
[Trait("Category", "Judge")]
public sealed class ConvertedModels : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] Texts = ["<|im_start|>user\nHow long does a letter from Oslo to London take?<|im_end|>\n", "  two  spaces, 日本語 naïve 🙂 and don't"];

    private readonly UserProject _project = new(tests: TrainTargets.Tests());

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Answer_alike_in_PyTorch_in_llama_cpp_and_here()
    {
        Judge.NeedsTorch();
        Judge.NeedsLlama();
        _project.Write("trainforge.yaml", TrainTargets.Configuration());
        Done("test");
        Done("build", "-t:TrainForgeTrain");
        Done("build", "-t:TrainForgeConvert", "-p:TrainForgeConvertTo=safetensors");
        Done("build", "-t:TrainForgeConvert", "-p:TrainForgeConvertTo=gguf");
        var (folder, gguf) = (Path.GetDirectoryName(Converted("model.safetensors"))!, Converted("model.gguf"));
        var tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        var request = Path.Combine(_project.Folder, "request.json");
        File.WriteAllText(request, JsonSerializer.Serialize(new { ids = tokenizer.Encode(Texts[0]), texts = Texts }));

        var ours = Logits(folder, tokenizer.Encode(Texts[0]));
        var torch = Ask<float[][]>(Judge.Script("torch_qwen2.py"), folder, request).SelectMany(row => row).ToArray();
        var llama = Ask<Reply>(Judge.Script("llama_logits.py"), Judge.Llama, gguf, request);

        AssertAlike(ours, torch);
        AssertAlike(ours, [.. llama.logits.SelectMany(row => row)]);
        Assert.Equal(Texts.Select(t => tokenizer.Encode(t)), llama.tokens);
    }

    private static float[] Logits(string folder, int[] ids)
    {
        using var config = File.OpenRead(Path.Combine(folder, "config.json"));
        using var weights = File.OpenRead(Path.Combine(folder, "model.safetensors"));
        return new ReferenceModel(ModelWeights.Load(ModelConfigFile.Read(config, "config.json"), folder, SafetensorsReader.Open(weights, "model.safetensors"))).Logits(ids);
    }

    private static void AssertAlike(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() / expected.Max(Math.Abs);
        Assert.True(worst <= 1e-4, $"worst relative difference {worst:E2}");
    }

    private static T Ask<T>(params string[] arguments)
    {
        var (code, output, errors) = Judge.Run(Python, arguments);

        Assert.True(code == 0, output + errors);
        return JsonSerializer.Deserialize<T>(output)!;
    }

    private string Converted(string name) => Assert.Single(Directory.GetFiles(_project.In("conversion"), name, SearchOption.AllDirectories));

    private void Done(params string[] arguments)
    {
        var ran = _project.Run(arguments);

        Assert.True(ran.ExitCode == 0, ran.Output);
    }

    private sealed record Reply(float[][] logits, int[][] tokens);
}
