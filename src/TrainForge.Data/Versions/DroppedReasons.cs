using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Versions;

/// <summary>dropped.jsonl, by the id of what was left out whole. What was only cut short is in the version and not here.</summary>
internal sealed class DroppedReasons
{
    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);

    public string? Of(string id) => _byId.GetValueOrDefault(id);

    public static DroppedReasons Read(DatasetVersion version)
    {
        var reasons = new DroppedReasons();
        foreach (var line in VersionRows.Lines(version, DatasetPaths.Dropped))
        {
            try
            {
                JsonFields.Parse(line.Bytes, reasons.Take);
            }
            catch (JsonException e)
            {
                throw VersionRows.Unreadable(version, DatasetPaths.Dropped, line.Number, JsonFields.Sentence(e));
            }
        }

        return reasons;
    }

    private bool Take(JsonElement value)
    {
        if (value.Int("from_message") is null)
        {
            var kept = value.Text("kept") is { } twin ? $", as {twin} is the same" : "";
            _byId[value.RequiredText("id")] = $"{value.RequiredText("reason")} in stage {value.RequiredText("stage")}{kept}";
        }

        return true;
    }
}
