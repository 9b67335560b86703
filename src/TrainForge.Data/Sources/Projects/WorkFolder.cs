using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Projects;

/// <summary>A folder that an imported file says it worked in, and what git said of it when the file was brought in. All of it redacted.</summary>
/// <param name="Root">Top of the main working tree; null where there was no repository, or no such folder any more.</param>
internal sealed record WorkFolder(string Folder, string? Root, string? Remote)
{
    public static void Write(Utf8JsonWriter json, WorkFolder work)
    {
        json.WriteStartObject();
        json.WriteString("folder", work.Folder);
        json.Text("root", work.Root);
        json.Text("remote", work.Remote);
        json.WriteEndObject();
    }

    public static WorkFolder Read(JsonElement value) => new(value.RequiredText("folder"), value.Text("root"), value.Text("remote"));
}
