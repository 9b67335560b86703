namespace TrainForge.Engine.Layers;

/// <summary>Keys and values of one layer for the positions seen so far.</summary>
internal sealed class KeyValueCache(int width)
{
    private float[] _keys = [];
    private float[] _values = [];

    public int Count { get; private set; }

    public ReadOnlySpan<float> Keys => _keys.AsSpan(0, Count * width);

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * width);

    public void Add(ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int rows)
    {
        var needed = (Count + rows) * width;
        if (_keys.Length < needed)
        {
            Array.Resize(ref _keys, Math.Max(needed, 2 * _keys.Length));
            Array.Resize(ref _values, _keys.Length);
        }

        keys[..(rows * width)].CopyTo(_keys.AsSpan(Count * width));
        values[..(rows * width)].CopyTo(_values.AsSpan(Count * width));
        Count += rows;
    }
}
