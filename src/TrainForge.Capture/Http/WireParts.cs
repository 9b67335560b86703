using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainForge.Capture.Chat;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>What all dialects share: texts that are cut, images by reference, raw values, usage under the vendor's names.</summary>
internal sealed class WireParts(TextCap cap)
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TextPart Text(string text, List<Truncation> cuts) => new(cap.Cut(text, "text", cuts));

    public ReasoningPart Reasoning(string text, string? signature, List<Truncation> cuts) => new(cap.Cut(text, "reasoning", cuts), signature);

    public ToolCallPart Call(string? id, string? name, string arguments, List<Truncation> cuts) => new(new ToolCall(id, name ?? "", cap.Cut(arguments, "arguments", cuts)));

    public static ToolResultPart Result(string? id, IReadOnlyList<ContentPart> content, bool isError) => new(id, null, content, isError);

    public string ResultText(string text, List<Truncation> cuts) => cap.Cut(text, "tool_result", cuts);

    /// <summary>An address is kept; bytes written into one are hashed and left out.</summary>
    public static MediaPart Media(string mediaType, string? address)
    {
        const string Base64 = ";base64,";
        if (address is null || !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return new MediaPart(mediaType, address);
        }

        var comma = address.IndexOf(Base64, StringComparison.OrdinalIgnoreCase);
        return comma < 0 ? new MediaPart(mediaType) : Bytes(comma > 5 ? address[5..comma] : mediaType, address[(comma + Base64.Length)..]);
    }

    public static MediaPart Bytes(string mediaType, string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) / 4 * 3];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length)
            ? new MediaPart(mediaType, Sha256: Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, length))).ToLowerInvariant(), Bytes: length)
            : new MediaPart(mediaType);
    }

    /// <summary>A piece of a kind that is newer than we are, as it came; of one that is too long, as files written into it are, the kind.</summary>
    public UnknownPart Unknown(JsonObject piece, List<Truncation> cuts) =>
        RawText(piece) is var raw && cap.Fits(raw.Text, "unknown_part", cuts) ? new(raw) : new(RawText(new JsonObject { ["type"] = Json.Text(piece["type"]) }));

    public static JsonText RawText(JsonNode node) => JsonText.Parse(node.ToJsonString(Raw));

    public static string Written(JsonNode? node) => Json.Text(node) ?? node?.ToJsonString(Raw) ?? "";

    /// <summary>All of the request but its conversation and tools, as it was asked for.</summary>
    public static JsonText? Options(JsonObject request, params ReadOnlySpan<string> without)
    {
        var options = request.DeepClone().AsObject();
        foreach (var name in without)
        {
            options.Remove(name);
        }

        return options.Count == 0 ? null : RawText(options);
    }

    public static InteractionUsage? Usage(JsonNode? usage, string input, string output)
    {
        if (usage is not JsonObject counts)
        {
            return null;
        }

        var more = counts.DeepClone().AsObject();
        more.Remove(input);
        more.Remove(output);
        more.Remove("total_tokens");
        return new InteractionUsage
        {
            Input = Json.Long(counts[input]),
            Output = Json.Long(counts[output]),
            Total = Json.Long(counts["total_tokens"]),
            More = more.Count == 0 ? null : RawText(more),
        };
    }

    /// <summary>An answer may hold an error beside, or in place of, what the model said.</summary>
    public static InteractionError? Error(JsonObject response)
    {
        if (response["error"] is not { } error)
        {
            return null;
        }

        return error is JsonObject fields
            ? new InteractionError(Json.Text(fields["type"]) ?? Json.Text(fields["code"]) ?? "error", Json.Text(fields["message"]) ?? Written(fields))
            : new InteractionError("error", Written(error));
    }

    public static Role RoleOf(string? role, out string? other)
    {
        other = null;
        switch (role)
        {
            case "system":
                return Role.System;
            case "developer":
                return Role.Developer;
            case "user":
                return Role.User;
            case "assistant":
                return Role.Assistant;
            case "tool" or "function":
                return Role.Tool;
            default:
                other = role;
                return Role.User;
        }
    }
}
