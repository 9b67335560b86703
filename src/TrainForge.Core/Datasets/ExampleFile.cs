using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Datasets;

/// <summary>Reads sft/*.jsonl. Unlike what tests leave behind, a version is whole: a line that cannot be read ends the reading.</summary>
public static class ExampleFile
{
    public static IEnumerable<Example> Read(string path)
    {
        Diagnostic? torn = null;
        foreach (var line in LineFile.Read(path, problem => torn = problem))
        {
            yield return Parse(line, path);
        }

        if (torn is not null)
        {
            throw new TrainForgeException(Rules.ExampleUnreadable.At(torn.Where, "It has no end."));
        }
    }

    private static Example Parse(FileLine line, string path)
    {
        try
        {
            return ExampleJson.Read(line.Bytes);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.ExampleUnreadable.At(new SourcePoint(path, (int)Math.Min(line.Number, int.MaxValue)), JsonFields.Sentence(e)), e);
        }
    }
}
