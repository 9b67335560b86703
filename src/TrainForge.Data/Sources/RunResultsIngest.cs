using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>
/// A run's results on their way into another root: redacted, and each line as often as it stands in one of the two files, so that
/// bringing the same run in again, or in parts, changes nothing. How often a line stands there tells attempts apart.
/// </summary>
internal sealed class RunResultsIngest
{
    private readonly List<string> _lines = [];
    private readonly Action<Diagnostic> _tell;

    public RunResultsIngest(string file, Func<byte[], byte[]> redact, Action<Diagnostic> tell)
    {
        _tell = tell;
        foreach (var line in LineFile.Read(file, tell))
        {
            try
            {
                // Read and written again: what is not ours to know does not come along.
                var redacted = redact(StashJson.ToLine(StashJson.Result(line.Bytes)));
                StashJson.Result(redacted);
                _lines.Add(Encoding.UTF8.GetString(redacted));
            }
            catch (JsonException e)
            {
                tell(Rules.StashLineUnreadable.At(new SourcePoint(file, (int)Math.Min(line.Number, int.MaxValue)), JsonFields.Sentence(e)));
            }
        }
    }

    /// <summary>Says how many lines were new there. A run none of whose stashes came in gets none.</summary>
    public int AddTo(string file)
    {
        if (!Directory.Exists(Path.GetDirectoryName(file)))
        {
            return 0;
        }

        var there = LineFile.Read(file, _tell).Select(line => Encoding.UTF8.GetString(line.Bytes.Span)).ToList();
        var count = there.CountBy(line => line, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var added = _lines.Where(line => !Takes(line)).ToList();
        if (added.Count > 0)
        {
            AtomicFile.WriteAllText(file, string.Concat(there.Concat(added).Select(line => line + "\n")));
        }

        return added.Count;

        bool Takes(string line) => count.TryGetValue(line, out var left) && left > 0 && (count[line] = left - 1) >= 0;
    }
}
