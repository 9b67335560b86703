using System.Runtime.CompilerServices;
using TrainForge.Data.Duplicates;
using TrainForge.Data.Examples;
using TrainForge.Data.Splits;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>The stages of a dataset, in order. A new stage is one line here.</summary>
internal static class DatasetPipeline
{
    public static async Task<DatasetContent> RunAsync(IReadOnlyList<ISource> sources, DatasetBuildOptions options, CancellationToken cancel)
    {
        var log = new SourceLog();
        var chain = new StageChain();
        var candidates = new List<Candidate>();

        var gathered = new Gathering(new TrajectoryRedaction(Redactor(options))).RunAsync(Read(sources, log, cancel), cancel);
        var judged = chain.Then(Kept(gathered, candidates, cancel), new FilterStage(new OutcomeFilter(options.Dataset.PassedOnly)), cancel);
        var made = chain.Then(judged, new SftExamples(), cancel);
        var examples = await chain.Then(made, new ExactDuplicates(), cancel).ToListAsync(cancel);

        var stages = chain.Records;
        RequireSome(examples, candidates, stages, options);
        var redactions = new RedactionCounts();
        candidates.ForEach(c => redactions.Add(c.Redactions));
        return new DatasetContent
        {
            Split = GroupSplit.Divide(examples, options.Dataset.Split),
            Stages = stages,
            Dropped = chain.Dropped,
            Candidates = candidates,
            Redactions = redactions,
            Sources = log,
        };
    }

    private static async IAsyncEnumerable<Sighting> Read(IReadOnlyList<ISource> sources, SourceLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var source in sources)
        {
            await foreach (var sighting in source.ReadAsync(log, cancel).WithCancellation(cancel))
            {
                yield return sighting;
            }
        }
    }

    private static async IAsyncEnumerable<Candidate> Kept(IAsyncEnumerable<Candidate> gathered, List<Candidate> all, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var candidate in gathered.WithCancellation(cancel))
        {
            all.Add(candidate);
            yield return candidate;
        }
    }

    private static Redactor Redactor(DatasetBuildOptions options) => new(
        options.Redaction,
        options.Redaction.Pseudonyms ? PseudonymKey.LoadOrCreate(Path.Combine(options.Root.Folder, PseudonymKey.FileName)).For(options.Dataset.Name) : null);

    private static void RequireSome(List<Example> examples, List<Candidate> candidates, IReadOnlyList<StageRecord> stages, DatasetBuildOptions options)
    {
        if (candidates.Count == 0)
        {
            throw new TrainForgeException(Rules.NothingRecorded.Here(options.Root.Stashes));
        }

        if (examples.Count == 0)
        {
            var reasons = stages.SelectMany(s => s.Dropped).Select(d => $"{d.Key} {d.Value}");
            throw new TrainForgeException(Rules.NothingLeft.Here(candidates.Count, string.Join(", ", reasons)));
        }
    }
}
