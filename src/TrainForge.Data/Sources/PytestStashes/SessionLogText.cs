using System.Text.Json;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>Lines such as '2026-02-16 10:25:06 [ERROR] app.core: text', the text over as many lines as it has.</summary>
internal static class SessionLogText
{
    public static IEnumerable<Action<Utf8JsonWriter>> Records(string text)
    {
        var log = new LogText(text);
        for (var at = 0; at < log.Length;)
        {
            var next = log.Next(at);
            yield return Record(log, at, next);
            at = next;
        }
    }

    private static Action<Utf8JsonWriter> Record(LogText log, int at, int next)
    {
        var line = log.Line(at);
        var begin = log.Message(at, out var time);
        var said = log.Text[(begin < 0 ? at : begin)..next].TrimEnd('\n');
        var (level, name, message) = Parts(said);
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("file", PytestStash.Log);
            json.WriteNumber("line", line);
            json.WriteString("time", time);
            json.WriteString("level", level);
            json.WriteString("logger", name);
            json.WriteString("message", message);
            json.WriteEndObject();
        };
    }

    private static (string Level, string Logger, string Message) Parts(string said)
    {
        var level = said.IndexOf("] ", StringComparison.Ordinal);
        var name = level < 0 ? -1 : said.IndexOf(": ", level, StringComparison.Ordinal);
        return said.StartsWith('[') && level > 0 && name > 0 ? (said[1..level], said[(level + 2)..name], said[(name + 2)..]) : ("", "", said);
    }
}
