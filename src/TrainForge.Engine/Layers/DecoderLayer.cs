using TrainForge.Engine.Models;

namespace TrainForge.Engine.Layers;

/// <summary>x + o(attention(norm(x))), then x + down(swiglu(norm(x))). Sequences lie one after the other, without padding.</summary>
internal sealed class DecoderLayer(ModelConfig config, RmsNorm attentionNorm, RmsNorm mlpNorm, Func<Projection, Linear> linear, RotaryTable rotary)
{
    private readonly Attention _attention = new(config);
    private readonly Linear _query = linear(Projection.Query);
    private readonly Linear _key = linear(Projection.Key);
    private readonly Linear _value = linear(Projection.Value);
    private readonly Linear _out = linear(Projection.Output);
    private readonly Linear _gate = linear(Projection.Gate);
    private readonly Linear _up = linear(Projection.Up);
    private readonly Linear _down = linear(Projection.Down);

    private float[] _q = [], _k = [], _v = [], _context = [], _sums = [], _middle = [], _g = [], _u = [], _h = [], _output = [];
    private float[] _dq = [], _dk = [], _dv = [], _dContext = [], _dg = [], _du = [], _dh = [], _dNorm = [];

    /// <summary>The result is this layer's until the next call.</summary>
    public float[] Forward(float[] x, ReadOnlySpan<Segment> segments, int rows)
    {
        Project(attentionNorm.Forward(x, rows), rows);
        Buffers.Room(ref _context, rows * config.QuerySize);
        Buffers.Room(ref _sums, rows * config.HeadCount);
        foreach (var s in segments)
        {
            var (q, k, v) = Rows(s, _q, _k, _v);
            rotary.Turn(q, s.Length, config.HeadCount, first: 0, backwards: false);
            rotary.Turn(k, s.Length, config.KeyValueHeadCount, first: 0, backwards: false);
            _attention.Forward(q, k, v, _context.AsSpan(s.Start * config.QuerySize), _sums.AsSpan(s.Start * config.HeadCount), s.Length, past: 0);
        }

        return Finish(x, rows);
    }

    /// <summary>One sequence that goes on after what the cache holds; its keys and values are added to it.</summary>
    public float[] Forward(float[] x, int rows, KeyValueCache cache)
    {
        Project(attentionNorm.Forward(x, rows), rows);
        Buffers.Room(ref _context, rows * config.QuerySize);
        Buffers.Room(ref _sums, rows * config.HeadCount);
        rotary.Turn(_q, rows, config.HeadCount, cache.Count, backwards: false);
        rotary.Turn(_k, rows, config.KeyValueHeadCount, cache.Count, backwards: false);
        cache.Add(_k, _v, rows);
        _attention.Forward(_q, cache.Keys, cache.Values, _context, _sums, rows, cache.Count - rows);
        return Finish(x, rows);
    }

    /// <summary><paramref name="d"/> is the gradient of the output and becomes that of the input.</summary>
    public void Backward(Span<float> d, ReadOnlySpan<Segment> segments, int rows)
    {
        var wide = rows * config.IntermediateSize;
        var dh = Buffers.Room(ref _dh, wide).AsSpan(0, wide);
        var dg = Buffers.Room(ref _dg, wide).AsSpan(0, wide);
        var du = Buffers.Room(ref _du, wide).AsSpan(0, wide);
        var dNorm = Buffers.Room(ref _dNorm, rows * config.HiddenSize);

        _down.Backward(d, dh, rows, accumulate: false);
        SwiGlu.Backward(_g, _u, dh, dg, du);
        _gate.Backward(dg, dNorm, rows, accumulate: false);
        _up.Backward(du, dNorm, rows, accumulate: true);
        mlpNorm.Backward(dNorm, d, rows);

        var dContext = Buffers.Room(ref _dContext, rows * config.QuerySize);
        _out.Backward(d, dContext, rows, accumulate: false);
        AttentionBack(dContext, segments, rows);
        _query.Backward(_dq, dNorm, rows, accumulate: false);
        _key.Backward(_dk, dNorm, rows, accumulate: true);
        _value.Backward(_dv, dNorm, rows, accumulate: true);
        attentionNorm.Backward(dNorm, d, rows);
    }

    private void Project(float[] normed, int rows)
    {
        _query.Forward(normed, Buffers.Room(ref _q, rows * config.QuerySize), rows, accumulate: false);
        _key.Forward(normed, Buffers.Room(ref _k, rows * config.KeyValueSize), rows, accumulate: false);
        _value.Forward(normed, Buffers.Room(ref _v, rows * config.KeyValueSize), rows, accumulate: false);
    }

    private float[] Finish(float[] x, int rows)
    {
        var hidden = rows * config.HiddenSize;
        var wide = rows * config.IntermediateSize;

        var middle = Buffers.Room(ref _middle, hidden);
        x.AsSpan(0, hidden).CopyTo(middle);
        _out.Forward(_context, middle, rows, accumulate: true);

        var normed = mlpNorm.Forward(middle, rows);
        _gate.Forward(normed, Buffers.Room(ref _g, wide), rows, accumulate: false);
        _up.Forward(normed, Buffers.Room(ref _u, wide), rows, accumulate: false);
        SwiGlu.Forward(_g, _u, Buffers.Room(ref _h, wide).AsSpan(0, wide));

        var output = Buffers.Room(ref _output, hidden);
        middle.AsSpan(0, hidden).CopyTo(output);
        _down.Forward(_h, output, rows, accumulate: true);
        return output;
    }

    private void AttentionBack(float[] dContext, ReadOnlySpan<Segment> segments, int rows)
    {
        Buffers.Room(ref _dq, rows * config.QuerySize);
        Buffers.Room(ref _dk, rows * config.KeyValueSize);
        Buffers.Room(ref _dv, rows * config.KeyValueSize);
        foreach (var s in segments)
        {
            var (q, k, v) = Rows(s, _q, _k, _v);
            var (dq, dk, dv) = Rows(s, _dq, _dk, _dv);
            var at = s.Start * config.QuerySize;
            _attention.Backward(q, k, v, _context.AsSpan(at), _sums.AsSpan(s.Start * config.HeadCount), dContext.AsSpan(at), dq, dk, dv, s.Length);
            rotary.Turn(dq, s.Length, config.HeadCount, first: 0, backwards: true);
            rotary.Turn(dk, s.Length, config.KeyValueHeadCount, first: 0, backwards: true);
        }
    }

    private SpanTriple Rows(Segment s, float[] q, float[] k, float[] v) => new(
        q.AsSpan(s.Start * config.QuerySize, s.Length * config.QuerySize),
        k.AsSpan(s.Start * config.KeyValueSize, s.Length * config.KeyValueSize),
        v.AsSpan(s.Start * config.KeyValueSize, s.Length * config.KeyValueSize));

    private readonly ref struct SpanTriple(Span<float> q, Span<float> k, Span<float> v)
    {
        private readonly Span<float> _q = q, _k = k, _v = v;

        public void Deconstruct(out Span<float> q, out Span<float> k, out Span<float> v)
        {
            q = _q;
            k = _k;
            v = _v;
        }
    }
}
