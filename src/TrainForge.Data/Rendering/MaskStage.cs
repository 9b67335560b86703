using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Data.Rendering;

/// <summary>
/// Leaves out what cannot be trained on as it is, or ends the build over it: what the template refuses, what trains nothing or
/// what it must not, what is too long. Nothing is cut.
/// </summary>
internal sealed class MaskStage(MaskSketch masks, MaskCheckOptions options) : IWholeStage
{
    public const string StageName = "masks";
    public const string TooLong = "too-long";
    public const string NothingTrained = "nothing-trained";

    // Of rows that another stage changed since they were sketched.
    private readonly Dictionary<string, MaskResult> _again = new(StringComparer.Ordinal);

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => [masks];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        foreach (var row in table.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (row.Tools is not null || row.Untrained is not null)
            {
                _again[row.Id] = masks.Judge(table.Load(row), out _);
            }

            var result = Result(row);
            switch (Reason(result))
            {
                case null:
                    break;
                case NothingTrained:
                    table.Drop(row, log, NothingTrained);
                    break;
                case TooLong when options.TooLong == Remedy.Error:
                    throw new TrainForgeException(Rules.ExampleOverLength.Here(row.Id, result.Tokens, options.MaxLength));
                case var fault when fault != TooLong && options.Faulty == Remedy.Error:
                    throw new TrainForgeException(Problem(table.Load(row)));
                case var reason:
                    table.Drop(row, log, reason);
                    break;
            }
        }
    }

    public MaskResult Result(ExampleRow row) => _again.TryGetValue(row.Id, out var result) ? result : MaskSketch.Read(row.Sketch(masks));

    /// <summary>Why nothing of an example may reach a file; null when it may.</summary>
    /// <param name="asked">Whose tools it is offered there: its own, or those of the other side of a comparison.</param>
    public string? Unfit(ExampleRow row, ExampleRow asked, Func<ExampleRow, Example> load) => Reason(
        asked.Tools is not { } tools || ReferenceEquals(row.Tools, tools) ? Result(row) : masks.Judge(load(row) with { Tools = tools }, out _));

    private string? Reason(MaskResult result) =>
        result.Fault ?? (options.MaxLength > 0 && result.Tokens > options.MaxLength ? TooLong : null);

    private Diagnostic Problem(Example example)
    {
        masks.Judge(example, out var problem);
        return problem is null
            ? throw new InvalidOperationException($"Example '{example.Id}' was found faulty and is not.")
            : Rules.ExampleFaulty.Here(example.Id, problem.Message, problem.Rule.Code);
    }
}
