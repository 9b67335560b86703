using System.Text;

namespace TrainForge.Capture.Http;

/// <summary>
/// Server-sent events out of bytes that arrive in any pieces. Keeps the data of each event; names, ids and comments say
/// nothing that the data of the two dialects does not say too. Lines may end with LF, CR LF or CR, and a piece may end
/// between the bytes of one character.
/// </summary>
internal sealed class SseReader(Action<string> onData, int maxEventChars)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _data = new();
    private bool _hasData;
    private bool _isEventCut;
    private bool _lastWasCr;
    private bool _isFirst = true;

    /// <summary>Whether an event was longer than allowed; its data was left out.</summary>
    public bool IsCut { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[1024];
        while (!bytes.IsEmpty)
        {
            _decoder.Convert(bytes, chars, flush: false, out var used, out var made, out _);
            bytes = bytes[used..];
            Add(chars[..made]);
        }
    }

    /// <summary>The stream has ended. An event without its closing blank line is given all the same: a model's last words.</summary>
    public void End()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        EndEvent();
    }

    private void Add(ReadOnlySpan<char> chars)
    {
        foreach (var c in chars)
        {
            if (_isFirst)
            {
                _isFirst = false;
                if (c == '\uFEFF')
                {
                    continue;
                }
            }

            if (c is '\n' or '\r')
            {
                if (c == '\r' || !_lastWasCr)
                {
                    EndLine();
                }
            }
            else if (_line.Length < maxEventChars)
            {
                _line.Append(c);
            }
            else
            {
                IsCut = _isEventCut = true;
            }

            _lastWasCr = c == '\r';
        }
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();

        if (line.Length == 0)
        {
            EndEvent();
        }
        else if (line.StartsWith("data:", StringComparison.Ordinal))
        {
            if (_hasData)
            {
                _data.Append('\n');
            }

            _hasData = true;
            var begin = line.Length > 5 && line[5] == ' ' ? 6 : 5;
            if (_data.Length + line.Length - begin > maxEventChars)
            {
                IsCut = _isEventCut = true;
            }
            else
            {
                _data.Append(line, begin, line.Length - begin);
            }
        }
    }

    private void EndEvent()
    {
        var data = _hasData && !_isEventCut ? _data.ToString() : null;
        _hasData = _isEventCut = false;
        _data.Clear();
        if (data is not null)
        {
            onData(data);
        }
    }
}
