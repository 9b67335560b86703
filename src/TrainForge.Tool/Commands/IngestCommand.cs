using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge ingest: records from elsewhere come in below this root, redacted. One subcommand per source.</summary>
internal static class IngestCommand
{
    public static Command Create(ToolContext tool) => new("ingest", "Bring in records from elsewhere, redacted.")
    {
        IngestStashCommand.Create(tool),
    };
}
