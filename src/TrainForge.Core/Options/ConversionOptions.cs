namespace TrainForge.Options;

public enum ModelFormat { Gguf, Safetensors, Onnx }

public sealed record ConversionOptions : ISection
{
    [Setting("The format to write.")]
    public ModelFormat Format { get; init; } = ModelFormat.Gguf;

    [Setting("How weights are stored. Weights are written as f32; the others are not there yet.", OneOf = ["f32", "f16", "q8_0", "q6_k", "q4_k_m"], NotYet = true)]
    public string Quantization { get; init; } = "f32";

    [Setting("ONNX operator set. ONNX is not there yet.", Min = 17, Max = 23, NotYet = true)]
    public int Opset { get; init; } = 18;

    [Setting("Load what was written and compare its answers with the trained model's. This is not there yet.", NotYet = true)]
    public bool SmokeTest { get; init; }
}
