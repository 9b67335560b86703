using System.CommandLine;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge ingest: records from elsewhere come in below this root, redacted. One subcommand per source.</summary>
internal static class IngestCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("ingest", "Bring in records from elsewhere, redacted.") { IngestStashCommand.Create(tool) };
        foreach (var kind in TranscriptKind.All)
        {
            command.Add(IngestTranscriptCommand.Create(kind, tool));
        }

        return command;
    }
}
