using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Layers;

/// <summary>y = x W^T + bias, plus the adapter's part when there is one. W is [out, in].</summary>
internal sealed class Linear(Parameter weight, Parameter? bias = null, LowRank? adapter = null)
{
    private readonly int _inputs = weight.Tensor.Columns;
    private readonly int _outputs = weight.Tensor.Rows;
    private float[] _input = [];

    public int Outputs => _outputs;

    /// <summary>Keeps a reference to <paramref name="x"/> for the way back. With <paramref name="accumulate"/> it adds to y, as a residual does.</summary>
    public void Forward(float[] x, Span<float> y, int rows, bool accumulate)
    {
        _input = x;
        MatMul.Run(y, _outputs, new(x, _inputs), new(weight.Values, _inputs, transposed: true), rows, _outputs, _inputs, accumulate);
        if (bias is not null)
        {
            for (var r = 0; r < rows; r++)
            {
                var row = y.Slice(r * _outputs, _outputs);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += bias.Values[i];
                }
            }
        }

        adapter?.Forward(x, y, rows);
    }

    /// <summary>Adds to the gradients of what is trained; sets dx, or adds to it.</summary>
    public void Backward(ReadOnlySpan<float> dy, Span<float> dx, int rows, bool accumulate)
    {
        MatMul.Run(dx, _inputs, new(dy, _outputs), new(weight.Values, _inputs), rows, _inputs, _outputs, accumulate);
        if (weight.Gradient is { } gradient)
        {
            MatMul.Run(gradient, _inputs, new(dy, _outputs, transposed: true), new(_input, _inputs), _outputs, _inputs, rows, accumulate: true);
        }

        if (bias?.Gradient is { } biasGradient)
        {
            for (var r = 0; r < rows; r++)
            {
                var row = dy.Slice(r * _outputs, _outputs);
                for (var i = 0; i < row.Length; i++)
                {
                    biasGradient[i] += row[i];
                }
            }
        }

        adapter?.Backward(_input, dy, dx, rows);
    }
}
