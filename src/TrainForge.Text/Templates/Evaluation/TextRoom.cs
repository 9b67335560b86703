using System.Buffers;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>A text as it grows. Its room is lent: a session renders to megabytes, and the next one needs the same again.</summary>
internal sealed class TextRoom : IDisposable
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(4096);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public void Append(string text)
    {
        if (_chars.Length - Length < text.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, Length + text.Length));
            _chars.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_chars);
            _chars = larger;
        }

        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    public override string ToString() => new(_chars, 0, Length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        _chars = [];
    }
}
