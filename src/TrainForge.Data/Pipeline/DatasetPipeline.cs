using TrainForge.Data.Decontamination;
using TrainForge.Data.Pipeline.Caching;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Quality;
using TrainForge.Data.Rendering;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// From sources to what a version is written from, in two phases: every conversation by itself, on all cores and each shard's
/// examples put on disk, where they stay for the next build; then the stages that need to see all of them, over one row in memory
/// for each.
/// </summary>
internal static class DatasetPipeline
{
    /// <param name="open">Opens the cache for what has this fingerprint. What comes back holds it, and closes it when it goes.</param>
    public static async Task<DatasetContent> RunAsync(BuildInputs inputs, Func<string, ShardCache> open, DatasetBuildOptions options, CancellationToken cancel)
    {
        var text = TextModel.Load(options.Dataset.Rendering, options.BaseFolder);
        var redactor = Redactor(options);
        var suites = SuiteIndex.Load(options.Dataset.Decontamination, options.BaseFolder, suite => redactor.Redact(suite, new RedactionCounts()), cancel);
        var signatures = ToolSignatures.Load(options.Dataset.ToolSchemas.Signatures, options.BaseFolder);
        var plan = DatasetStages.Plan(options.Dataset, text, suites, signatures);
        var redaction = new TrajectoryRedaction(redactor);
        var cache = open(CacheFingerprint.Of(plan, options));
        try
        {
            var log = new SourceLog();
            var reader = new ShardReader(plan, redaction, cache.Store);
            var results = new List<ShardResult>();
            foreach (var source in inputs.Sources)
            {
                results.AddRange(await ReadAsync(source, shard => cache.Result(shard, s => reader.Read(s, cancel)), log, options.Threads, cancel));
            }

            cache.Tidy();
            results.ForEach(result => log.Add(result.Log));

            // The one only writes down what the other goes on from.
            DatasetContent? content = null;
            InParallel.Do(() => cache.Save(), () => content = Whole(plan, text, results, cache, log, options, cancel));
            return content!;
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    private static async Task<IReadOnlyList<ShardResult>> ReadAsync(ISource source, Func<IShard, ShardResult> read, SourceLog log, int threads, CancellationToken cancel)
    {
        var overview = await AllAsync(source.Overview, read, threads, cancel);
        foreach (var looked in overview)
        {
            log.Add(looked.Log);
        }

        var results = await AllAsync(source.Shards(overview, log, cancel), read, threads, cancel);
        source.Finish(results, log, cancel);
        return results;
    }

    private static async Task<IReadOnlyList<ShardResult>> AllAsync(IReadOnlyList<IShard> shards, Func<IShard, ShardResult> read, int threads, CancellationToken cancel)
    {
        var results = new ShardResult[shards.Count];
        await Parallel.ForAsync(0, shards.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, (i, _) =>
        {
            results[i] = read(shards[i]);
            return ValueTask.CompletedTask;
        });
        return results;
    }

    private static DatasetContent Whole(StagePlan plan, TextModel text, IReadOnlyList<ShardResult> results, ShardCache cache, SourceLog log, DatasetBuildOptions options, CancellationToken cancel)
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
        var table = new ExampleTable(judging.Rows, row => ExampleJson.Read(ExampleLine.Of(row, cache.Store)))
        {
            Rejected = judging.Rejected,
            LargeSketches = SketchTail.Reader(cache.Store, plan.IndexOfLarge),
            Workplace = cache.Folder,
            LeftOut = group => conversations.Any(c => c.What.Group != group) ? (conversations.Count, Reasons(logs)) : null,
            Recorded = row => ExampleJson.Read(ExampleLine.Recorded(row, cache.Store)),
        };
        RequireSome(table, conversations, logs);
        foreach (var stage in plan.Wholes)
        {
            cancel.ThrowIfCancellationRequested();
            logs.Add(Run(stage.Whole!, table, cancel));
            RequireSome(table, conversations, logs);
        }

        var further = FurtherKinds.Of(plan, table, logs, cancel);
        logs.AddRange(further.Logs);
        return new DatasetContent
        {
            Cache = cache,
            Text = text,
            Further = further,
            Masks = plan.Find<MaskStage>(),
            SuitesHash = plan.Conversations.Select(s => s.Candidate).OfType<DecontaminationStage>().FirstOrDefault()?.SuitesHash ?? "",
            Tools = plan.Find<ToolSchemaStage>(),
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

    /// <summary>The first one with pseudonyms makes their key.</summary>
    public static Redactor Redactor(DatasetBuildOptions options) => new(
        options.Redaction,
        options.Redaction.Pseudonyms ? PseudonymKey.LoadOrCreate(Path.Combine(options.Root.Folder, PseudonymKey.FileName)) : null);

    private static void RequireSome(ExampleTable table, IReadOnlyList<Gathered> conversations, List<StageLog> logs)
    {
        if (table.Rows.Count == 0)
        {
            throw new TrainForgeException(Rules.NothingLeft.Here(conversations.Count, Reasons(logs)));
        }
    }

    private static string Reasons(List<StageLog> logs) => string.Join(", ", logs.SelectMany(l => l.Record.Dropped).Select(d => $"{d.Key} {d.Value}"));
}
