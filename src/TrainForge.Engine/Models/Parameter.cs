using TrainForge.Engine.Tensors;

namespace TrainForge.Engine.Models;

/// <summary>A tensor and, when it is trained, its gradient. Frozen ones have none, and backward passes skip them.</summary>
internal sealed class Parameter(Tensor tensor, bool trained)
{
    public string Name => tensor.Name;

    public Tensor Tensor => tensor;

    public float[] Values => tensor.Values;

    public float[]? Gradient { get; } = trained ? new float[tensor.Values.Length] : null;
}
