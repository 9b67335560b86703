using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>
/// The logs of one model test. Every prompt that was logged whole begins a conversation, and the answer to it is known entirely. What
/// the application said between later answers is in no log: they are kept and marked, and nobody is trained on them, unless the
/// audit trail tells what the tools answered. Times have no zone and are read as UTC: only their differences count.
/// </summary>
internal sealed class PytestStashReader : ITranscriptReader
{
    public const string Kind = "pytest-stash";

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var test = new PytestTest();
        var audit = new AuditTrail();
        var records = new List<JsonElement>();
        transcript.ForEach(
            report,
            (_, record) =>
            {
                switch (record.Str("file"))
                {
                    case PytestStash.Metadata when record.Obj("value") is { } metadata:
                        test.Take(metadata);
                        break;
                    case PytestStash.Results when record.Obj("value") is { } result:
                        test.TakeResult(result);
                        break;
                    case var part when PytestStash.IsAudit(part) && record.Obj("value") is { } entry:
                        audit.Add(entry, part!, record.Num("line"), report);
                        break;
                    case PytestStash.ModelLog:
                        records.Add(record.Clone());
                        break;
                    case PytestStash.Log:
                        report.Note("errors", record.Str("level") is "ERROR" or "CRITICAL" ? 1 : 0);
                        break;
                    case var other:
                        report.Unknown(other);
                        break;
                }
            },
            cancel);

        var log = new PytestConversations(transcript, test, audit, report);
        foreach (var record in records)
        {
            log.Take(record);
        }

        return log.Finish();
    }
}
