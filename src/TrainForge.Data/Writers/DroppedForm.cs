using TrainForge.Conversations;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Writers;

/// <summary>A line of dropped.jsonl.</summary>
internal static class DroppedForm
{
    public static byte[] ToLine(Dropped dropped) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.WriteString("stage", dropped.Stage);
        json.WriteString("reason", dropped.Reason);
        json.WriteString("id", dropped.Id);
        json.Text("test", dropped.Test);
        json.Text("kept", dropped.Kept);
        json.Text("found", dropped.Found);
        json.Number("from_message", dropped.FromMessage);
        json.WriteEndObject();
    });
}
