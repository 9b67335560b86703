using System.Buffers;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// JSON as people and programs put it into files: one value per line, values over several lines, one after the other, or a list of
/// them. Each value comes out as one line, in the place where it began, so that places go on to mean the original. A value that breaks
/// off costs itself: the next line that is a whole object begins anew.
/// </summary>
internal sealed class SourceDocuments
{
    private readonly ArrayBufferWriter<byte> _value = new();
    private readonly Queue<SourceLine> _found = [];
    private readonly Action<long> _tooLong;
    private readonly Action<long, string> _bad;
    private long _begun;
    private long _last;
    private int _depth;
    private bool _inList;
    private bool _inText;
    private bool _isOver;

    private SourceDocuments(Action<long> tooLong, Action<long, string> bad) => (_tooLong, _bad) = (tooLong, bad);

    public static IEnumerable<SourceLine> Read(IEnumerable<SourceLine> lines, ReadReport report) => Read(lines, report.TooLong, report.Bad);

    internal static IEnumerable<SourceLine> Read(IEnumerable<SourceLine> lines, Action<long> tooLong, Action<long, string> bad)
    {
        var documents = new SourceDocuments(tooLong, bad);
        foreach (var line in lines)
        {
            documents.Take(line);
            while (documents._found.TryDequeue(out var found))
            {
                yield return found;
            }
        }

        if (documents._depth > 0)
        {
            documents.GiveUp("It has no end.");
        }
    }

    private void Take(SourceLine line)
    {
        var bytes = line.Bytes.Span;
        if (_depth > 0 && IsWhole(bytes))
        {
            GiveUp("It has no end before the next one begins.");
        }

        for (var at = 0; at < bytes.Length;)
        {
            var found = _depth > 0 ? Within(bytes[at..]) : Between(bytes[at..], line.Number);
            if (found < 0)
            {
                _bad(line.Number, "It is no JSON object.");
                return;
            }

            at += found;
        }

        if (_inText)
        {
            GiveUp("A text in it has no end.");
        }
    }

    // How much was read; less than nothing for what stands between no values.
    private int Between(ReadOnlySpan<byte> bytes, long number)
    {
        switch (bytes[0])
        {
            case (byte)' ' or (byte)'\t' or 0x1E:
                return 1;
            case (byte)',' when _inList:
                return 1;
            case (byte)']' when _inList:
                _inList = false;
                return 1;
            case (byte)'[' when !_inList:
                _inList = true;
                return 1;
            case (byte)'{':
                (_begun, _depth, _isOver) = (number, 1, false);
                Keep(bytes[..1]);
                return 1;
            default:
                return -1;
        }
    }

    private int Within(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && _depth > 0)
        {
            var c = bytes[at++];
            if (_inText)
            {
                _inText = c != '"';
                at += c == '\\' && at < bytes.Length ? 1 : 0;
            }
            else
            {
                _inText = c == '"';
                _depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
            }
        }

        Keep(bytes[..at]);
        if (_depth == 0)
        {
            End();
        }

        return at;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isOver |= _value.WrittenCount + (long)bytes.Length > SourceLines.MaxLineBytes;
        if (!_isOver)
        {
            _value.Write(bytes);
        }
    }

    private void End()
    {
        if (_isOver)
        {
            _tooLong(_begun);
        }
        else
        {
            // Of two in one line the second moves on: a place is given once.
            while (_last + 1 < _begun)
            {
                _found.Enqueue(new SourceLine(++_last, default));
            }

            _found.Enqueue(new SourceLine(++_last, _value.WrittenSpan.ToArray()));
        }

        _value.ResetWrittenCount();
    }

    private void GiveUp(string why)
    {
        _bad(_begun, why);
        _value.ResetWrittenCount();
        (_depth, _inText) = (0, false);
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] != '{')
        {
            return false;
        }

        var scan = new SourceDocuments(static _ => { }, static (_, _) => { });
        scan.Between(line, 1);
        return scan.Within(line[1..]) is var read && scan._depth == 0 && line[(read + 1)..].Trim(" \t,"u8).IsEmpty;
    }
}
