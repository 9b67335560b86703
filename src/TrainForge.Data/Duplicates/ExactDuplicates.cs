using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Duplicates;

/// <summary>Keeps the first of those that teach exactly the same, whatever tests they come from.</summary>
public sealed class ExactDuplicates : IStage<Example, Example>
{
    public string Name => "exact-duplicates";

    public async IAsyncEnumerable<Example> RunAsync(IAsyncEnumerable<Example> items, StageLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var example in items.WithCancellation(cancel))
        {
            var hash = Convert.ToHexString(SHA256.HashData(ExampleJson.ToContent(example)));
            if (seen.TryAdd(hash, example.Id))
            {
                yield return example;
            }
            else
            {
                log.Drop(example.Id, "duplicate", example.Test, kept: seen[hash]);
            }
        }
    }
}
