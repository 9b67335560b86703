using System.Buffers.Binary;
using System.Security.Cryptography;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>An answer of the assistant: its place among the messages, and hashes of all that came before it, tools included, and of itself.</summary>
internal readonly record struct TurnMark(int Message, bool IsTrained, ulong Prompt, ulong Answer);

/// <summary>
/// The answers of an example by their hashes, so that two conversations can be found that begin alike. Of a long conversation
/// the first ones and the last: what begins alike so far and then differs late is not found. Of a conversation without a test,
/// which nothing will be compared with but prompts, only a few.
/// </summary>
internal sealed class TurnSketch : ISketch
{
    public const int MostTurns = 24;

    private const int MostWithoutTest = 6;

    private const int HeadBytes = 4;

    private const int TurnBytes = 20;

    public static TurnSketch Instance { get; } = new();

    public string Name => "turns";

    public string Fingerprint => "1";

    public byte[] Of(Example example)
    {
        var marks = Marks(example, example.Test is null ? MostWithoutTest : int.MaxValue);
        var kept = marks.Count <= MostTurns ? marks : [.. marks.Take(MostTurns - 1), marks[^1]];
        var bytes = new byte[HeadBytes + (kept.Count * TurnBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (example.Messages.Count << 1) | (example.IsPart ? 1 : 0));
        for (var i = 0; i < kept.Count; i++)
        {
            var place = bytes.AsSpan(HeadBytes + (i * TurnBytes), TurnBytes);
            BinaryPrimitives.WriteInt32LittleEndian(place, (kept[i].Message << 1) | (kept[i].IsTrained ? 1 : 0));
            BinaryPrimitives.WriteUInt64LittleEndian(place[4..], kept[i].Prompt);
            BinaryPrimitives.WriteUInt64LittleEndian(place[12..], kept[i].Answer);
        }

        return bytes;
    }

    public static IReadOnlyList<TurnMark> Read(ReadOnlySpan<byte> sketch)
    {
        var marks = new TurnMark[(sketch.Length - HeadBytes) / TurnBytes];
        for (var i = 0; i < marks.Length; i++)
        {
            var place = sketch.Slice(HeadBytes + (i * TurnBytes), TurnBytes);
            var head = BinaryPrimitives.ReadInt32LittleEndian(place);
            marks[i] = new TurnMark(head >> 1, (head & 1) != 0, BinaryPrimitives.ReadUInt64LittleEndian(place[4..]), BinaryPrimitives.ReadUInt64LittleEndian(place[12..]));
        }

        return marks;
    }

    /// <summary>How many messages the example has, and whether its conversation went on.</summary>
    public static (int Messages, bool IsPart) ReadHead(ReadOnlySpan<byte> sketch)
    {
        var head = BinaryPrimitives.ReadInt32LittleEndian(sketch);
        return (head >> 1, (head & 1) != 0);
    }

    /// <summary>The answers of the example in order, the first so many.</summary>
    public static IReadOnlyList<TurnMark> Marks(Example example, int most = int.MaxValue)
    {
        using var prompt = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        prompt.AppendData(JsonForm.ToLine(json =>
        {
            json.WriteStartObject();
            json.List("tools", example.Tools, ChatForm.Write);
            json.WriteEndObject();
        }));

        var marks = new List<TurnMark>();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < example.Messages.Count && marks.Count < most; i++)
        {
            // One message per line; no line holds a line break.
            var line = ChatForm.ToLine(example.Messages[i]);
            if (example.Messages[i].Role == Role.Assistant)
            {
                prompt.GetCurrentHash(hash);
                marks.Add(new TurnMark(i, example.Trained[i], BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(line))));
            }

            prompt.AppendData("\n"u8);
            prompt.AppendData(line);
        }

        return marks;
    }
}
