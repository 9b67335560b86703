using System.Security.Cryptography;
using System.Text;
using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// The identity of a conversation: what was said, which tools were there, which test or session. Not how it was judged: a test that was
/// mended judges the same conversation anew. Nor whose it is and on what terms: they are named later, or otherwise, and it stays the same.
/// </summary>
internal static class ContentId
{
    // 64 bits: among a million conversations two meet once in ten million datasets.
    private const int Digits = 16;

    public static string Of(Trajectory normal, Signals signals)
    {
        var content = new Trajectory
        {
            Id = "",
            Source = normal.Source,
            TestId = normal.TestId,
            SessionId = normal.TestId is null ? normal.SessionId : null,
            Group = normal.Group,
            Tools = normal.Tools,
            Messages = normal.Messages,
            Truncations = normal.Truncations,
        };
        var key = signals.ToKey();
        var hash = JsonForm.WithLine(json => ConversationWriter.Write(json, content), line => SHA256.HashData(key is null ? line.WrittenSpan : [.. line.WrittenSpan, .. Encoding.UTF8.GetBytes(key)]));
        return Convert.ToHexString(hash).ToLowerInvariant()[..Digits];
    }
}
