using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// From sources to what a version is written from, in two phases: every conversation by itself, on all cores and each shard's
/// examples put on disk; then the stages that need to see all of them, over one row in memory for each.
/// </summary>
internal static class DatasetPipeline
{
    /// <param name="store">A file that does not exist yet; whoever calls removes it.</param>
    public static async Task<DatasetContent> RunAsync(IReadOnlyList<ISource> sources, string store, DatasetBuildOptions options, CancellationToken cancel)
    {
        var plan = DatasetStages.Plan(options.Dataset);
        var examples = new ExampleStore(store);
        try
        {
            var log = new SourceLog();
            var results = await ReadAsync(sources, new ShardReader(plan, new TrajectoryRedaction(Redactor(options)), examples), log, options.Threads, cancel);
            return Whole(plan, results, examples, log, options, cancel);
        }
        catch
        {
            examples.Dispose();
            throw;
        }
    }

    private static async Task<IReadOnlyList<ShardResult>> ReadAsync(IReadOnlyList<ISource> sources, ShardReader reader, SourceLog log, int threads, CancellationToken cancel)
    {
        var all = new List<ShardResult>();
        foreach (var source in sources)
        {
            var shards = source.Shards(log, cancel);
            var results = new ShardResult[shards.Count];
            await Parallel.ForAsync(0, shards.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, (i, stop) =>
            {
                results[i] = reader.Read(shards[i], stop);
                return ValueTask.CompletedTask;
            });
            source.Finish(results, log, cancel);
            all.AddRange(results);
        }

        all.ForEach(result => log.Add(result.Log));
        return all;
    }

    private static DatasetContent Whole(StagePlan plan, IReadOnlyList<ShardResult> results, ExampleStore store, SourceLog log, DatasetBuildOptions options, CancellationToken cancel)
    {
        var conversations = Gathering.Of(results);
        if (conversations.Count == 0)
        {
            throw new TrainForgeException(Rules.NothingRecorded.Here(options.Root.Stashes));
        }

        var judging = new Judging(plan);
        var redactions = new RedactionCounts();
        foreach (var conversation in conversations)
        {
            cancel.ThrowIfCancellationRequested();
            judging.Judge(conversation);
            foreach (var (value, count) in conversation.What.Redactions)
            {
                redactions.Add(value, count);
            }
        }

        var logs = judging.Logs.ToList();
        var table = new ExampleTable(judging.Rows, row => ExampleJson.Read(ExampleLine.Of(row, store))) { Rejected = judging.Rejected };
        RequireSome(table, conversations, logs);
        foreach (var stage in plan.Wholes)
        {
            cancel.ThrowIfCancellationRequested();
            logs.Add(Run(stage.Whole!, table, cancel));
            RequireSome(table, conversations, logs);
        }

        return new DatasetContent
        {
            Store = store,
            Rows = table.Rows,
            Rejected = table.Rejected,
            Stages = [.. logs.Select(l => l.Record)],
            Dropped = [.. logs.SelectMany(l => l.Items.OrderBy(i => i.Id, StringComparer.Ordinal).ThenBy(i => i.Reason, StringComparer.Ordinal))],
            Conversations = conversations,
            Redactions = redactions,
            Sources = log,
        };
    }

    private static StageLog Run(IWholeStage stage, ExampleTable table, CancellationToken cancel)
    {
        var log = new StageLog(stage.Name);
        log.Came(table.Rows.Count);
        stage.Run(table, log, cancel);
        table.Close();
        log.Went(table.Rows.Count);
        return log;
    }

    private static Redactor Redactor(DatasetBuildOptions options) => new(
        options.Redaction,
        options.Redaction.Pseudonyms ? PseudonymKey.LoadOrCreate(Path.Combine(options.Root.Folder, PseudonymKey.FileName)).For(options.Dataset.Name) : null);

    private static void RequireSome(ExampleTable table, IReadOnlyList<Gathered> conversations, List<StageLog> logs)
    {
        if (table.Rows.Count == 0)
        {
            var reasons = logs.SelectMany(l => l.Record.Dropped).Select(d => $"{d.Key} {d.Value}");
            throw new TrainForgeException(Rules.NothingLeft.Here(conversations.Count, string.Join(", ", reasons)));
        }
    }
}
