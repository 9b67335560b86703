using System.Buffers;
using TrainForge.Conversations;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Every text of a trajectory through the redactor once more, whatever was done when it was recorded. Signatures of
/// reasoning are left out: they prove nothing here and cannot be looked into.
/// </summary>
internal sealed class TrajectoryRedaction(Redactor redactor)
{
    public Trajectory Redact(Trajectory trajectory, RedactionCounts counts) => trajectory with
    {
        Messages = [.. trajectory.Messages.Select(m => m with { Name = Maybe(m.Name, counts), Parts = [.. m.Parts.Select(p => Part(p, counts))] })],
        Tools = [.. trajectory.Tools.Select(t => t with { Description = Maybe(t.Description, counts), Schema = Json(t.Schema, counts) })],
        TestId = Maybe(trajectory.TestId, counts),
        Group = Maybe(trajectory.Group, counts),
        Folder = Maybe(trajectory.Folder, counts),
        Project = Maybe(trajectory.Project, counts),
        Tags = [.. trajectory.Tags.Select(t => Text(t, counts))],
        Terms = new SourceTerms
        {
            Vendor = Maybe(trajectory.Terms.Vendor, counts),
            Model = Maybe(trajectory.Terms.Model, counts),
            License = Maybe(trajectory.Terms.License, counts),
            Consent = Maybe(trajectory.Terms.Consent, counts),
        },
        Git = null,
    };

    /// <summary>What is known of the attempt goes into labels and is kept between builds. Its terms were counted with its conversations.</summary>
    public StashMetadata Redact(StashMetadata metadata)
    {
        var page = StashJson.ToPage(metadata);
        var output = new ArrayBufferWriter<byte>();
        return redactor.RedactJson(page, output, new RedactionCounts()) ? StashJson.Metadata(output.WrittenMemory) : metadata;
    }

    private ContentPart Part(ContentPart part, RedactionCounts counts) => part switch
    {
        TextPart p => Text(p.Text, counts) is var text && ReferenceEquals(text, p.Text) ? p : new TextPart(text),
        ReasoningPart p => new ReasoningPart(Text(p.Text, counts)),
        MediaPart p => p with { Uri = Maybe(p.Uri, counts), Name = Maybe(p.Name, counts) },
        ToolCallPart p => Text(p.Call.ArgumentsText, counts) is var text && ReferenceEquals(text, p.Call.ArgumentsText) ? p : new ToolCallPart(new ToolCall(p.Call.Id, p.Call.Name, text)),
        ToolResultPart p => p with { Content = [.. p.Content.Select(c => Part(c, counts))] },
        ErrorPart p => p with { Message = Text(p.Message, counts) },
        DecisionPart p => p with { Name = Maybe(p.Name, counts), Choice = Json(p.Choice, counts) },
        UnknownPart p => new UnknownPart(Json(p.Raw, counts)!),
        _ => throw new InvalidOperationException($"No redaction for {part.GetType().Name}."),
    };

    // JSON is redacted by the names of its fields too; a password alone looks like any other word.
    private string Text(string text, RedactionCounts counts) =>
        text.AsSpan().TrimStart() is ['{' or '[', ..] ? redactor.RedactJson(text, counts) : redactor.Redact(text, counts);

    private string? Maybe(string? text, RedactionCounts counts) => text is null ? null : Text(text, counts);

    private JsonText? Json(JsonText? json, RedactionCounts counts) => json is null ? null : JsonText.Parse(redactor.RedactJson(json.Text, counts));
}
