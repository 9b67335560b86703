using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Datasets;

/// <summary>Reads the lines of a version. Unlike what tests leave behind, a version is whole: a line that cannot be read ends the reading.</summary>
public static class ExampleFile
{
    public static IEnumerable<Example> Read(string path) => Read(path, ExampleJson.Read);

    public static IEnumerable<PreferencePair> ReadPairs(string path) => Read(path, PreferenceJson.ReadPair);

    public static IEnumerable<JudgedAnswer> ReadAnswers(string path) => Read(path, PreferenceJson.ReadAnswer);

    private static IEnumerable<T> Read<T>(string path, Func<ReadOnlyMemory<byte>, T> parse)
    {
        Diagnostic? torn = null;
        foreach (var line in LineFile.Read(path, problem => torn = problem))
        {
            yield return Parse(line, path, parse);
        }

        if (torn is not null)
        {
            throw new TrainForgeException(Rules.ExampleUnreadable.At(torn.Where, "It has no end."));
        }
    }

    private static T Parse<T>(FileLine line, string path, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(line.Bytes);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.ExampleUnreadable.At(new SourcePoint(path, (int)Math.Min(line.Number, int.MaxValue)), JsonFields.Sentence(e)), e);
        }
    }
}
