using TrainForge.Engine.Kernels;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Layers;

/// <summary>y = gain * x / sqrt(mean(x^2) + epsilon), row by row.</summary>
internal sealed class RmsNorm(Parameter gain, double epsilon)
{
    private readonly int _size = gain.Values.Length;
    private float[] _input = [];
    private float[] _output = [];
    private float[] _inverse = [];
    private float[] _scaled = [];

    /// <summary>Keeps a reference to <paramref name="x"/> for the way back; the result is this layer's until the next call.</summary>
    public float[] Forward(float[] x, int rows)
    {
        _input = x;
        Buffers.Room(ref _inverse, rows);
        var output = Buffers.Room(ref _output, rows * _size);
        for (var r = 0; r < rows; r++)
        {
            var row = x.AsSpan(r * _size, _size);
            var inverse = 1f / MathF.Sqrt((Lanes.Dot(row, row) / _size) + (float)epsilon);
            _inverse[r] = inverse;
            for (var i = 0; i < _size; i++)
            {
                output[(r * _size) + i] = row[i] * inverse * gain.Values[i];
            }
        }

        return output;
    }

    /// <summary>Adds to <paramref name="dx"/>, which already holds what flows past the norm.</summary>
    public void Backward(ReadOnlySpan<float> dy, Span<float> dx, int rows)
    {
        var scaled = Buffers.Room(ref _scaled, _size).AsSpan(0, _size);
        for (var r = 0; r < rows; r++)
        {
            var x = _input.AsSpan(r * _size, _size);
            var dyRow = dy.Slice(r * _size, _size);
            var dxRow = dx.Slice(r * _size, _size);
            var inverse = _inverse[r];
            for (var i = 0; i < _size; i++)
            {
                scaled[i] = dyRow[i] * gain.Values[i];
            }

            var pull = Lanes.Dot(scaled, x) / _size * inverse * inverse * inverse;
            for (var i = 0; i < _size; i++)
            {
                dxRow[i] += (scaled[i] * inverse) - (x[i] * pull);
            }

            if (gain.Gradient is { } gradient)
            {
                for (var i = 0; i < _size; i++)
                {
                    gradient[i] = MathF.FusedMultiplyAdd(dyRow[i], x[i] * inverse, gradient[i]);
                }
            }
        }
    }
}
