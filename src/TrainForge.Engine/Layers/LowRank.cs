using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Layers;

/// <summary>The adapter beside a projection: y += scale * dropout(x) A^T B^T, with A [rank, in] and B [out, rank].</summary>
internal sealed class LowRank(Parameter a, Parameter b, float scale, double dropout)
{
    private readonly int _rank = a.Tensor.Rows;
    private readonly int _inputs = a.Tensor.Columns;
    private readonly int _outputs = b.Tensor.Rows;
    private float[] _dropped = [];
    private float[] _mask = [];
    private float[] _down = [];
    private float[] _dDown = [];
    private float[] _dInput = [];

    public Parameter A => a;

    public Parameter B => b;

    /// <summary>Where the masks come from; null outside training.</summary>
    public SeedStream? Masks { get; set; }

    private bool Drops => dropout > 0 && Masks is not null;

    public void Forward(float[] x, Span<float> y, int rows)
    {
        var input = Drops ? Drop(x, rows) : x;
        var down = Buffers.Room(ref _down, rows * _rank).AsSpan(0, rows * _rank);
        MatMul.Run(down, _rank, new(input, _inputs), new(a.Values, _inputs, transposed: true), rows, _rank, _inputs, accumulate: false);
        Scale(down);
        MatMul.Run(y, _outputs, new(down, _rank), new(b.Values, _rank, transposed: true), rows, _outputs, _rank, accumulate: true);
    }

    /// <summary>Adds to both gradients and to <paramref name="dx"/>.</summary>
    public void Backward(float[] x, ReadOnlySpan<float> dy, Span<float> dx, int rows)
    {
        var input = Drops ? _dropped : x;
        var down = _down.AsSpan(0, rows * _rank);
        var dDown = Buffers.Room(ref _dDown, rows * _rank).AsSpan(0, rows * _rank);
        MatMul.Run(b.Gradient, _rank, new(dy, _outputs, transposed: true), new(down, _rank), _outputs, _rank, rows, accumulate: true);
        MatMul.Run(dDown, _rank, new(dy, _outputs), new(b.Values, _rank), rows, _rank, _outputs, accumulate: false);
        Scale(dDown);
        MatMul.Run(a.Gradient, _inputs, new(dDown, _rank, transposed: true), new(input, _inputs), _rank, _inputs, rows, accumulate: true);
        if (!Drops)
        {
            MatMul.Run(dx, _inputs, new(dDown, _rank), new(a.Values, _inputs), rows, _inputs, _rank, accumulate: true);
            return;
        }

        var dInput = Buffers.Room(ref _dInput, rows * _inputs).AsSpan(0, rows * _inputs);
        MatMul.Run(dInput, _inputs, new(dDown, _rank), new(a.Values, _inputs), rows, _inputs, _rank, accumulate: false);
        for (var i = 0; i < dInput.Length; i++)
        {
            dx[i] += dInput[i] * _mask[i];
        }
    }

    private float[] Drop(float[] x, int rows)
    {
        var count = rows * _inputs;
        var dropped = Buffers.Room(ref _dropped, count);
        var mask = Buffers.Room(ref _mask, count);
        var kept = (float)(1 / (1 - dropout));
        for (var i = 0; i < count; i++)
        {
            mask[i] = Masks!.NextDouble() < dropout ? 0f : kept;
            dropped[i] = x[i] * mask[i];
        }

        return dropped;
    }

    private void Scale(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= scale;
        }
    }
}
