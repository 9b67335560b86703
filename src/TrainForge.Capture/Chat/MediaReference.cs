using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>
/// What an image or a file is, without its bytes. Hashed once per content, because a conversation sends the same image with
/// every turn; not at all when hashing would be felt.
/// </summary>
internal static class MediaReference
{
    internal const int MaxHashedBytes = 32 << 20;

    private static readonly ConditionalWeakTable<DataContent, MediaPart> Known = [];

    public static MediaPart Of(DataContent content) => Known.GetValue(content, Make);

    private static MediaPart Make(DataContent content)
    {
        var data = content.Data;
        var hash = data.Length <= MaxHashedBytes ? Convert.ToHexString(SHA256.HashData(data.Span)).ToLowerInvariant() : null;
        return new MediaPart(content.MediaType, Sha256: hash, Bytes: data.Length);
    }
}
