using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Files;

namespace TrainForge.Options;

/// <summary>
/// What trainforge.yaml says about recording, resolved by the tool for a build, which reads no YAML itself. Kept among the build's
/// intermediate files; it names what it was made from, so that a build in which nothing changed starts no tool.
/// </summary>
public sealed record RecordingSettings
{
    private const int Schema = 1;

    /// <summary>The tool that answered.</summary>
    public FileStamp? Tool { get; init; }

    /// <summary>trainforge.yaml and its section files as they were when they were read; none when nobody can be sure of that.</summary>
    public IReadOnlyList<FileStamp> MadeFrom { get; init; } = [];

    /// <summary>The section 'capture' as JSON, without what has its default.</summary>
    public string Capture { get; init; } = "{}";

    public string Redaction { get; init; } = "{}";

    /// <summary>Why nothing of this may be used. With problems, the rest has its defaults.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; init; } = [];

    /// <summary>Whether the tool would say the same again. With problems always asked anew: a file that is missing may have come.</summary>
    public bool IsCurrent(string tool, string configuration) =>
        Problems.Count == 0
        && Tool is not null && Tool == FileStamp.Of(tool) with { Path = Tool.Path } // a link on the way gives one file two paths
        && MadeFrom.Any(stamp => stamp.Path == configuration)
        && MadeFrom.All(stamp => stamp == FileStamp.Of(stamp.Path));

    /// <summary>Null when there is no such file, or it is not what this version writes.</summary>
    public static RecordingSettings? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonFields.Parse(File.ReadAllBytes(file), Read) : null;
        }
        catch (JsonException)
        {
            return null; // ours to make again
        }
    }

    public void Write(string file) => AtomicFile.WriteAllBytes(file, JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", Schema);
        json.WriteString("capture", Capture);
        json.WriteString("redaction", Redaction);
        if (Tool is not null)
        {
            json.WritePropertyName("tool");
            Write(json, Tool);
        }

        json.List("made_from", MadeFrom, Write);
        json.List("problems", Problems, static (json, problem) =>
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.Text("file", problem.File);
            json.WriteNumber("line", problem.Line);
            json.WriteNumber("column", problem.Column);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }));

    private static void Write(Utf8JsonWriter json, FileStamp stamp)
    {
        json.WriteStartObject();
        json.WriteString("path", stamp.Path);
        json.WriteNumber("bytes", stamp.Bytes);
        json.WriteNumber("modified_ticks", stamp.ModifiedTicks);
        json.WriteEndObject();
    }

    private static FileStamp Stamp(JsonElement value) => new(value.RequiredText("path"), value.Long("bytes") ?? 0, value.Long("modified_ticks") ?? 0);

    private static RecordingSettings Read(JsonElement value)
    {
        value.RequireSchema(Schema);
        return new RecordingSettings
        {
            Capture = value.RequiredText("capture"),
            Redaction = value.RequiredText("redaction"),
            Tool = value.Field("tool") is { } tool ? Stamp(tool) : null,
            MadeFrom = value.List("made_from", Stamp),
            Problems = value.List("problems", static item => new SettingsProblem(item.RequiredText("code"), item.RequiredText("message"), item.Text("file"), item.Int("line") ?? 0, item.Int("column") ?? 0)),
        };
    }
}

/// <summary>Enough of a file to see that it changed. One that is not there has the length -1.</summary>
public sealed record FileStamp(string Path, long Bytes, long ModifiedTicks)
{
    /// <summary>Of a link, what it leads to: that is what is read, and what changes.</summary>
    public static FileStamp Of(string path) =>
        Real(new FileInfo(path)) is { Exists: true } file ? new(path, file.Length, file.LastWriteTimeUtc.Ticks) : new(path, -1, 0);

    private static FileInfo? Real(FileInfo file)
    {
        try
        {
            return file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        }
        catch (IOException)
        {
            return null; // round in a circle
        }
    }
}

/// <summary>A diagnostic of the tool on its way into a build's own log.</summary>
public sealed record SettingsProblem(string Code, string Message, string? File, int Line, int Column);
