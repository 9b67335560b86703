using System.Text.Json;

namespace TrainForge.Hashing;

/// <summary>Writes the value a reader stands on in canonical form. Members are written as they come and put in order afterwards.</summary>
internal sealed class CanonicalWriter(ByteBuffer output, string file, int depth)
{
    private readonly record struct Member(string Key, int Begin, int Length);

    public void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                RequireDepth(ref reader, utf8);
                Object(ref reader, utf8);
                break;
            case JsonTokenType.StartArray:
                RequireDepth(ref reader, utf8);
                Array(ref reader, utf8);
                break;
            case JsonTokenType.String:
                JsonText.Write(output, JsonText.Decode(ref reader));
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    // The reader counts what is around a token, not the token.
    private void RequireDepth(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.CurrentDepth >= depth)
        {
            throw JsonFault.TooDeep(depth, utf8, reader.TokenStartIndex, file);
        }
    }

    private void Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        output.Write((byte)'{');
        var members = new List<Member>();
        HashSet<string>? seen = null; // none while the keys come in order: each need only be compared with the one before
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, at) = (JsonText.Decode(ref reader), reader.TokenStartIndex);
            var order = members.Count == 0 ? 1 : string.CompareOrdinal(key, members[^1].Key);
            if (order < 0)
            {
                seen ??= members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
            }

            if (order == 0 || seen?.Add(key) == false)
            {
                throw JsonFault.KeyTwice(key, utf8, at, file);
            }

            if (members.Count > 0)
            {
                output.Write((byte)',');
            }

            var begin = output.Count;
            JsonText.Write(output, key);
            output.Write((byte)':');
            reader.Read();
            Value(ref reader, utf8);
            members.Add(new Member(key, begin, output.Count - begin));
        }

        if (seen is not null)
        {
            Sort(members);
        }

        output.Write((byte)'}');
    }

    private void Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        output.Write((byte)'[');
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count > 0)
            {
                output.Write((byte)',');
            }

            Value(ref reader, utf8);
        }

        output.Write((byte)']');
    }

    private void Sort(List<Member> members)
    {
        var begin = members[0].Begin;
        var unsorted = output.Span[begin..].ToArray();
        members.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));

        var rest = output.Span[begin..];
        for (var i = 0; i < members.Count; i++)
        {
            var (_, from, length) = members[i];
            if (i > 0)
            {
                rest[0] = (byte)',';
                rest = rest[1..];
            }

            unsorted.AsSpan(from - begin, length).CopyTo(rest);
            rest = rest[length..];
        }
    }
}
