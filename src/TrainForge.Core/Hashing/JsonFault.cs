using System.Buffers;
using System.Text;
using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Hashing;

/// <summary>What is wrong with a JSON text, and at which line and column. Columns count bytes.</summary>
internal static class JsonFault
{
    private const int LongestKey = 80;

    public static TrainForgeException NotUnderstood(JsonException e, string file)
    {
        // The reader appends the position it also gives as numbers.
        var text = e.Message;
        var position = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var where = new SourcePoint(file, Place(e.LineNumber), Place(e.BytePositionInLine));
        return new TrainForgeException(Rules.JsonNotUnderstood.At(where, position < 0 ? text : text[..position]), e);
    }

    public static TrainForgeException NotUtf8(ReadOnlySpan<byte> utf8, string file)
    {
        var begin = 0;
        while (Rune.DecodeFromUtf8(utf8[begin..], out _, out var length) == OperationStatus.Done)
        {
            begin += length;
        }

        return new TrainForgeException(Rules.JsonNotUnderstood.At(Where(utf8, begin, file), "a byte that is not UTF-8."));
    }

    public static TrainForgeException KeyTwice(string key, ReadOnlySpan<byte> utf8, long at, string file) =>
        new(Rules.JsonKeyTwice.At(Where(utf8, at, file), key.Length <= LongestKey ? key : key[..LongestKey] + "…"));

    public static TrainForgeException TooDeep(int limit, ReadOnlySpan<byte> utf8, long at, string file) =>
        new(Rules.JsonTooLarge.At(Where(utf8, at, file), limit + 1, "levels deep or more", limit));

    private static SourcePoint Where(ReadOnlySpan<byte> utf8, long at, string file)
    {
        var before = utf8[..(int)at];
        return new SourcePoint(file, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    private static int Place(long? fromZero) => (int)Math.Min((fromZero ?? -1) + 1, int.MaxValue);
}
