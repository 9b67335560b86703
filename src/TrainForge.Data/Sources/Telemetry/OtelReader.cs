using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Telemetry;

/// <summary>
/// Spans of model calls in OTLP JSON, and log records that hold what was said instead of them. A span holds one call with its whole
/// history; calls become conversations as those of stashes do. Spans without content are counted and say nothing.
/// </summary>
internal sealed class OtelReader : ITranscriptReader
{
    private const string Kind = "otel";

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var calls = new List<Found>();
        var logs = new OtelLogs();
        transcript.ForEach(
            report,
            (line, export) =>
            {
                if (export.Any("resourceSpans") is null && export.Any("resourceLogs") is null)
                {
                    report.Unknown(export.FirstName());
                }

                foreach (var span in export.Items("resourceSpans").SelectMany(r => r.Items("scopeSpans").Concat(r.Items("instrumentationLibrarySpans"))).SelectMany(s => s.Items("spans")))
                {
                    Take(span, line);
                }

                foreach (var record in export.Items("resourceLogs").SelectMany(r => r.Items("scopeLogs")).SelectMany(s => s.Items("logRecords")))
                {
                    logs.Add(record, line);
                }
            },
            cancel);

        var told = calls.Select(c => c.Call.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (span, line) in logs.Spans().Where(s => s.Span.Str("spanId") is not { } id || !told.Contains(id)))
        {
            Take(span, line);
        }

        return [.. calls.GroupBy(c => c.Group, StringComparer.Ordinal).SelectMany(group => Conversations(group.Key, Innermost([.. group], report), transcript))];

        // One that is not understood costs itself and none of the others in its export.
        void Take(JsonElement span, long line)
        {
            try
            {
                if (OtelCall.Read(span, line, calls.Count + 1, report) is { } call)
                {
                    calls.Add(new Found(Group(span), call, OtelCall.IsAround(span)));
                }
            }
            catch (JsonException e)
            {
                report.Bad(line, JsonFields.Sentence(e));
            }
        }
    }

    // What is around says it all again; where nothing is within, it is all there is.
    private static IEnumerable<Interaction> Innermost(IReadOnlyList<Found> found, ReadReport report)
    {
        var within = found.Where(f => !f.IsAround).Select(f => f.Call).ToList();
        report.Note("spans-around-calls", within.Count > 0 ? found.Count - within.Count : 0);
        return within.Count > 0 ? within : found.Select(f => f.Call);
    }

    // A collector writes spans in the order in which they ended.
    private static IEnumerable<Trajectory> Conversations(string group, IEnumerable<Interaction> calls, Transcript transcript)
    {
        var inOrder = calls.OrderBy(c => c.Started).ThenBy(c => c.Sequence).Select((c, i) => c with { Sequence = i + 1 });
        var number = 0;
        foreach (var thread in StashConversations.Of(inOrder, transcript.Name))
        {
            yield return new Trajectory
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{group}#{++number}"),
                Source = Kind,
                SessionId = group,
                Group = group,
                Messages = thread.Messages,
                Tools = thread.Tools,
                Terms = new SourceTerms { Vendor = thread.Provider, Model = thread.Model },
                Started = Known(thread.Started),
                Ended = Known(thread.Ended),
                Truncations = thread.Truncations,
            };
        }
    }

    // A span without times is none of 1970.
    private static DateTimeOffset? Known(DateTimeOffset time) => time == DateTimeOffset.UnixEpoch ? null : time;

    private static string Group(JsonElement span) =>
        $"{Kind}:{OtelValue.Attributes(span).Text("gen_ai.conversation.id") ?? span.Str("traceId") ?? span.Str("spanId") ?? ""}";

    private sealed record Found(string Group, Interaction Call, bool IsAround);
}
