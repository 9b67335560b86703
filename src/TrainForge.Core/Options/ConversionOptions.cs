using TrainForge.Diagnostics;

namespace TrainForge.Options;

public enum ModelFormat { Gguf, Safetensors, Onnx }

public sealed record ConversionOptions : ISection
{
    [Setting("The format to write.")]
    public ModelFormat Format { get; init; } = ModelFormat.Gguf;

    [Setting("How weights are stored. Only gguf can be quantised.", OneOf = ["f32", "f16", "q8_0", "q6_k", "q4_k_m"])]
    public string Quantization { get; init; } = "f16";

    [Setting("ONNX operator set.", Min = 17, Max = 23)]
    public int Opset { get; init; } = 18;

    [Setting("Load what was written and compare its answers with the trained model's.")]
    public bool SmokeTest { get; init; } = true;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Format != ModelFormat.Gguf && Quantization.StartsWith('q'))
        {
            yield return Rules.SettingsDisagree.At(
                places.Of("quantization"), places.Name("quantization"), Quantization, places.Name("format"), Setting.KeyOf(Format.ToString()),
                "Use f16 or f32, or convert to gguf.");
        }
    }
}
