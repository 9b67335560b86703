using System.Text.Json.Nodes;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>Settings as a run kept them, read back by the rules of the file they came from: JSON is YAML.</summary>
internal static class SavedSettings
{
    public static T Read<T>(JsonNode? saved, string file)
        where T : ISection
    {
        var problems = new List<Diagnostic>();
        var where = new SourcePoint(file);
        var value = YamlReader.Read(saved?.ToJsonString() ?? "", _ => where, problems);
        if (value is YamlMap map)
        {
            var section = (T)new SectionBinder(problems).Bind(typeof(T), map, new Places(), Path.GetFileName(file));
            if (problems.Count == 0)
            {
                return section;
            }
        }

        throw new TrainForgeException(problems.Count > 0 ? problems[0] : Rules.RunFileUnreadable.At(where, Path.GetFileName(file), "it keeps no settings."));
    }
}
