using System.Runtime.InteropServices;
using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;
using TrainForge.Diagnostics;

namespace Cake.TrainForge;

/// <summary>
/// Where the tool is, as words to put after 'dotnet': by setting, else the tool manifest nearest above the working directory,
/// else the newest restored package TrainForge.Build. Nothing is downloaded here.
/// </summary>
internal sealed class ToolLocation(IFileSystem files, ICakeEnvironment environment)
{
    private const string ToolPackage = "trainforge.tool";
    private const string BuildPackage = "trainforge.build";

    // The variant compiled ahead of time for this machine, where the package has one, before the portable tool.
    private static readonly FilePath[] ToolsInBuildPackage =
        [$"tools/trainforge-{RuntimeInformation.RuntimeIdentifier}/trainforge.dll", "tools/trainforge/trainforge.dll"];

    public IReadOnlyList<string> Command(TrainForgeSettings settings)
    {
        if (settings.TrainForgeTool is { } chosen)
        {
            var tool = chosen.MakeAbsolute(environment);
            return files.Exist(tool) ? [tool.FullPath] : throw new TrainForgeException(Rules.CakeToolMissing.Here(tool.FullPath));
        }

        if (IsInManifest())
        {
            return ["tool", "run", "trainforge", "--"];
        }

        return NewestPackage() is { } packed ? [packed.FullPath] : throw new TrainForgeException(Rules.CakeToolNowhere.Here());
    }

    private bool IsInManifest()
    {
        for (var folder = environment.WorkingDirectory; folder is not null; folder = Parent(folder))
        {
            foreach (var name in new[] { ".config/dotnet-tools.json", "dotnet-tools.json" })
            {
                var manifest = folder.CombineWithFilePath(name);
                if (files.Exist(manifest) && Names(manifest))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Names(FilePath manifest)
    {
        using var stream = files.GetFile(manifest).OpenRead();
        try
        {
            using var json = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Object && tools.TryGetProperty(ToolPackage, out _);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.CakeManifestUnreadable.At(new SourcePoint(manifest.FullPath, (int)((e.LineNumber ?? 0) + 1)), e.Message), e);
        }
    }

    private FilePath? NewestPackage()
    {
        var cache = environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? new DirectoryPath(set)
            : new DirectoryPath(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile)).Combine(".nuget/packages");
        var package = files.GetDirectory(cache.Combine(BuildPackage));
        if (!package.Exists)
        {
            return null;
        }

        return package.GetDirectories("*", SearchScope.Current)
            .OrderByDescending(d => PackageVersion.Parse(d.Path.GetDirectoryName()))
            .SelectMany(d => ToolsInBuildPackage.Select(tool => d.Path.CombineWithFilePath(tool)))
            .FirstOrDefault(files.Exist);
    }

    private static DirectoryPath? Parent(DirectoryPath folder) => folder.Segments.Length > 1 ? folder.GetParent() : null;
}
