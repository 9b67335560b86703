using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge sources: what was brought in, and how it goes again.</summary>
internal static class SourcesCommand
{
    public static Command Create(ToolContext tool) => new("sources", "See what was brought in with 'ingest', and let it go when it is old.") { SourcesListCommand.Create(tool), SourcesPurgeCommand.Create(tool) };
}
