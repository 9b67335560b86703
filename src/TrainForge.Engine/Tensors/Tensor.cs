namespace TrainForge.Engine.Tensors;

/// <summary>A named array of 32-bit floats, row major. Shape [out, in] for projections, as Hugging Face stores them.</summary>
public sealed class Tensor
{
    public Tensor(string name, int[] shape)
        : this(name, shape, new float[TensorShape.Count(shape)])
    {
    }

    public Tensor(string name, int[] shape, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.LongLength, TensorShape.Count(shape));
        Name = name;
        Shape = shape;
        Values = values;
    }

    public string Name { get; }

    public IReadOnlyList<int> Shape { get; }

    /// <summary>The numbers themselves, not a copy.</summary>
    public float[] Values { get; }

    public int Rows => Shape.Count == 0 ? 1 : Shape[0];

    public int Columns => Rows == 0 ? 0 : Values.Length / Rows;

    public override string ToString() => $"{Name} [{TensorShape.Text(Shape)}]";
}
