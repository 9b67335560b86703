namespace TrainForge.Engine.Kernels;

/// <summary>A view of rows of floats, <see cref="Stride"/> apart; read across when <see cref="Transposed"/>.</summary>
internal readonly ref struct Matrix
{
    public Matrix(ReadOnlySpan<float> values, int stride, bool transposed = false)
    {
        Values = values;
        Stride = stride;
        Transposed = transposed;
    }

    public ReadOnlySpan<float> Values { get; }

    public int Stride { get; }

    public bool Transposed { get; }

    public float this[int row, int column] => Values[Transposed ? (column * Stride) + row : (row * Stride) + column];
}
