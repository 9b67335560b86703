using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Layers;

/// <summary>Rotary positions as Hugging Face lays them out: number i of a head turns with number i + size/2.</summary>
internal sealed class RotaryTable(int headSize, double theta)
{
    private readonly int _half = headSize / 2;
    private float[] _cos = [];
    private float[] _sin = [];
    private int _positions;

    /// <summary>Turns every head of the given rows; row r is at position first + r. Backwards undoes it, which is also its gradient.</summary>
    public void Turn(Span<float> rows, int count, int heads, int first, bool backwards)
    {
        Grow(first + count);
        var width = heads * headSize;
        for (var r = 0; r < count; r++)
        {
            var cos = _cos.AsSpan((first + r) * _half, _half);
            var sin = _sin.AsSpan((first + r) * _half, _half);
            for (var h = 0; h < heads; h++)
            {
                var head = rows.Slice((r * width) + (h * headSize), headSize);
                for (var i = 0; i < _half; i++)
                {
                    var s = backwards ? -sin[i] : sin[i];
                    var (x, y) = (head[i], head[i + _half]);
                    head[i] = (x * cos[i]) - (y * s);
                    head[i + _half] = (y * cos[i]) + (x * s);
                }
            }
        }
    }

    private void Grow(int positions)
    {
        if (positions <= _positions)
        {
            return;
        }

        _positions = Math.Max(positions, 2 * _positions);
        _cos = new float[_positions * _half];
        _sin = new float[_positions * _half];
        var log = ExactMath.Log(theta);
        for (var i = 0; i < _half; i++)
        {
            var frequency = ExactMath.Exp(-2.0 * i / headSize * log);
            for (var p = 0; p < _positions; p++)
            {
                var (sin, cos) = ExactMath.SinCos(p * frequency);
                _cos[(p * _half) + i] = (float)cos;
                _sin[(p * _half) + i] = (float)sin;
            }
        }
    }
}
