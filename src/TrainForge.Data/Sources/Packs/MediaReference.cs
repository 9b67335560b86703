using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Hashing;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Pictures and sounds inside a line are not copied: their base64 gives way to 'sha256:&lt;digits&gt;;&lt;bytes&gt;;&lt;media type&gt;'.
/// </summary>
internal static class MediaReference
{
    private const int ShortestBytes = 256;
    private const int LongestMediaType = 100;
    private const string Prefix = "sha256:";
    private static readonly SearchValues<byte> Base64Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <param name="json">One JSON value.</param>
    public static ReadOnlyMemory<byte> Shorten(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>();
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth });
        var (done, isData) = (0, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && Reference(ref reader, isData) is { } reference)
            {
                var begin = (int)reader.TokenStartIndex;
                output.Write(json.Span[done..begin]);
                output.Write(Encoding.UTF8.GetBytes($"\"{reference}\""));
                done = (int)reader.BytesConsumed;
            }

            isData = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("data"u8);
        }

        if (done == 0)
        {
            return json;
        }

        output.Write(json.Span[done..]);
        return output.WrittenMemory;
    }

    /// <summary>What stands where the bytes were, or an address as it was given.</summary>
    public static MediaPart Read(string? mediaType, string? value, string? name = null)
    {
        if (value is not null && value.StartsWith(Prefix, StringComparison.Ordinal) && value.Split(';') is [var hash, var bytes, var inner]
            && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return new MediaPart(mediaType ?? (inner.Length > 0 ? inner : "application/octet-stream"), null, hash[Prefix.Length..], length, name);
        }

        // A short one was left inside; it is no address.
        var isAddress = value is not null && value.Contains("://", StringComparison.Ordinal);
        return new MediaPart(mediaType ?? "application/octet-stream", isAddress ? value : null, null, null, name);
    }

    private static string? Reference(ref Utf8JsonReader reader, bool isData)
    {
        if (reader.ValueSpan.Length < ShortestBytes)
        {
            return null;
        }

        var text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        var mediaType = "";
        if (text.StartsWith("data:"u8) && text[..Math.Min(text.Length, LongestMediaType)].IndexOf(";base64,"u8) is > 0 and var at)
        {
            mediaType = Encoding.UTF8.GetString(text[5..at]);
            mediaType = mediaType.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '+') ? mediaType : "";
            text = text[(at + ";base64,".Length)..];
        }
        else if (!isData || text.ContainsAnyExcept(Base64Letters))
        {
            return null;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var content = Base64.DecodeFromUtf8(text, bytes, out _, out var length) == OperationStatus.Done ? bytes.AsSpan(0, length) : text;
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Sha256.Of(content)};{content.Length};{mediaType}");
    }
}
