using System.Text;

namespace TrainForge.Tests.Fuzz;

/// <summary>
/// Damages lines as disks, crashes and attackers do. A seed gives the same lines on every machine, and a failing one is told with its
/// number, so that it can be made again.
/// </summary>
internal sealed class LineMutator(ulong seed, IReadOnlyList<byte[]> corpus)
{
    // What parsers of JSON, YAML, templates, events and logs trip over.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\0", "\r", "\n", "\n\n", "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\uD83D\\uDE00", "\u00e9", "\u2028", "\uFEFF", "\U0001F600", "{", "}", "[", "]", ":", ",", "{}", "[]", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
            "null", "true", "1e999", "-0", "-", "0x10", "1.0", "9223372036854775808", "18446744073709551615", "0.1e-400", "NaN", "\"\"", "\"type\"", "\"role\"", "\"content\"", "\"schema_version\":2,",
            "{%", "%}", "{{", "}}", "{#", "#}", "{% for a in b %}", "|tojson", "namespace(", "~", "**", "//",
            "data:", "event:", "id:", "retry:", ": ", "data: [DONE]", "&a ", "*a", "!!str ", "<<", "---", "...", "- ", "? ", "|\n", ">-\n", "\t", "#",
            "2026-02-23 10:25:06 ", "[TURN 1] finish_reason=stop", "--- PARSED ---", "--- RAW OUTPUT ---", "  [0] user (9999999 chars):", "~~~~~~~~~~~~", "====================", "##########",
            "<think>", "</think>", "<tool_call>", "</tool_call>", "<system-reminder>", "</system-reminder>", "sk-", "ghp_", "-----BEGIN RSA PRIVATE KEY-----", "://a:b@", "@",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ];

    private ulong _state = (seed * 2862933555777941757UL) + 3037000493UL;

    public byte[] Next()
    {
        var line = new List<byte>(corpus[Below(corpus.Count)]);
        for (var changes = 1 + Below(4); changes > 0; changes--)
        {
            Change(line);
        }

        return [.. line];
    }

    private void Change(List<byte> line)
    {
        var at = Below(line.Count + 1);
        switch (Below(9))
        {
            case 0 when at < line.Count:
                line[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when at < line.Count:
                line[at] = (byte)Below(256);
                break;
            case 2:
                line.InsertRange(at, Pieces[Below(Pieces.Length)]);
                break;
            case 3:
                line.RemoveRange(at, Math.Min(line.Count - at, 1 + Below(12)));
                break;
            case 4:
                line.RemoveRange(at, line.Count - at);
                break;
            case 5:
                line.InsertRange(Below(line.Count + 1), line.GetRange(at, Math.Min(line.Count - at, 1 + Below(40))));
                break;
            case 6:
                var other = corpus[Below(corpus.Count)];
                var from = Below(other.Length + 1);
                line.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + Below(60))).ToArray());
                break;
            case 7:
                Swap(line);
                break;
            default:
                line.InsertRange(at, Enumerable.Repeat(Pieces[Below(Pieces.Length)], 1 + Below(6)).SelectMany(p => p));
                break;
        }
    }

    // A value for another one, which is how a field gets the wrong kind.
    private void Swap(List<byte> line)
    {
        var colon = line.IndexOf((byte)':', Below(line.Count + 1));
        if (colon >= 0)
        {
            var end = line.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)']');
            line.RemoveRange(colon + 1, Math.Max(0, (end < 0 ? line.Count : end) - colon - 1));
            line.InsertRange(colon + 1, Pieces[Below(Pieces.Length)]);
        }
    }

    // xorshift64*, whose upper bits are good enough here.
    private int Below(int count)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return count <= 0 ? 0 : (int)((_state * 2685821657736338717UL >> 33) % (ulong)count);
    }
}
