using System.Security.Cryptography;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Files;

namespace TrainForge.Runs.Reports;

/// <summary>
/// cache/reports.bin: the parts of the last reports, so that the next ones make only those of tests that ran since. Deleting it costs
/// making all; one that is damaged, or that other code wrote, counts as none.
/// </summary>
internal static class TestPartFile
{
    // Another build of this code may say it in other words.
    private static readonly byte[] Code = typeof(TestPartFile).Module.ModuleVersionId.ToByteArray();

    public static IReadOnlyDictionary<string, TestPart> Read(TrainForgeRoot root)
    {
        var parts = new Dictionary<string, TestPart>(StringComparer.Ordinal);
        if (!File.Exists(PathOf(root)))
        {
            return parts;
        }

        var bytes = File.ReadAllBytes(PathOf(root));
        if (bytes.Length <= SHA256.HashSizeInBytes + Code.Length
            || !bytes.AsSpan(SHA256.HashSizeInBytes, Code.Length).SequenceEqual(Code)
            || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            return parts;
        }

        using var eye = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes + Code.Length, bytes.Length - SHA256.HashSizeInBytes - Code.Length), Encoding.UTF8);
        for (var left = eye.ReadInt32(); left > 0; left--)
        {
            var part = Part(eye);
            parts[part.Key] = part;
        }

        return parts;
    }

    public static void Write(TrainForgeRoot root, IReadOnlyList<TestPart> parts)
    {
        using var bytes = new MemoryStream();
        using var pen = new BinaryWriter(bytes, Encoding.UTF8);
        pen.Write(new byte[SHA256.HashSizeInBytes]);
        pen.Write(Code);
        pen.Write(parts.Count);
        foreach (var part in parts)
        {
            Write(pen, part);
        }

        pen.Flush();
        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        SHA256.HashData(all[SHA256.HashSizeInBytes..], all);
        AtomicFile.WriteDerived(PathOf(root), all);
    }

    private static string PathOf(TrainForgeRoot root) => Path.Combine(root.Cache, "reports.bin");

    private static void Write(BinaryWriter pen, TestPart part)
    {
        foreach (var text in (ReadOnlySpan<string?>)[part.Key, part.Name, part.Place, part.TestName, part.Text, part.Html, part.Conversation, part.Assembly, part.TargetFramework, part.Commit])
        {
            pen.Write(text is not null);
            pen.Write(text ?? "");
        }

        pen.Write((int)part.Outcome);
        pen.Write(part.IsFlaky);
        pen.Write(part.HasErrors);
        pen.Write(part.Timestamp.UtcTicks);
        pen.Write(part.Seconds);
        pen.Write(part.Calls);
        pen.Write(part.ToolCalls);
        pen.Write(part.Tokens);
    }

    private static TestPart Part(BinaryReader eye)
    {
        return new TestPart(Text()!, Text()!, Text()!)
        {
            TestName = Text()!,
            Text = Text()!,
            Html = Text()!,
            Conversation = Text()!,
            Assembly = Text(),
            TargetFramework = Text(),
            Commit = Text(),
            Outcome = (Outcome)eye.ReadInt32(),
            IsFlaky = eye.ReadBoolean(),
            HasErrors = eye.ReadBoolean(),
            Timestamp = new DateTimeOffset(eye.ReadInt64(), TimeSpan.Zero),
            Seconds = eye.ReadDouble(),
            Calls = eye.ReadInt32(),
            ToolCalls = eye.ReadInt64(),
            Tokens = eye.ReadInt64(),
        };

        string? Text()
        {
            var isThere = eye.ReadBoolean();
            var text = eye.ReadString();
            return isThere ? text : null;
        }
    }
}
