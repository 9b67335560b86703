using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Balance;

/// <summary>From the traits of tests to copies in the training part, through whole builds.</summary>
public sealed class TagsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public TagsTests() => _recording = new Recording(_folder.File("root"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tests_of_a_trait_are_trained_on_more_often_and_never_validated_with_twice()
    {
        for (var i = 0; i < 60; i++)
        {
            _recording.Write($"Shop.Tests.Case{i}", Outcome.Passed, "run-1", 1, i % 6 == 0 ? ["Category=Slow", "kind=refund"] : ["Category=Slow"], [Recording.Call(1, [new(Role.User, $"What is {i}?")], [new(Role.Assistant, $"It is {i}.")])]);
        }

        var rules = new Dictionary<string, OversamplingRule> { ["refunds"] = new() { When = OversamplingReason.Tag, Matches = ["kind=refund"], Factor = 3, MaxPercent = 100 } };
        var plain = await _recording.BuildAsync();
        var built = await DatasetBuilder.BuildAsync(_recording.Options with { Dataset = new DatasetOptions { Oversampling = new OversamplingOptions { Rules = rules } } }, CancellationToken.None);

        var refunds = Tests(plain, DatasetPaths.SftTrain).Where(IsRefund).ToList();
        Assert.InRange(refunds.Count, 4, 10);
        Assert.Equal(3 * refunds.Count, Tests(built, DatasetPaths.SftTrain).Count(IsRefund));
        Assert.Equal(Tests(plain, DatasetPaths.SftTrain).Count + (2 * refunds.Count), Tests(built, DatasetPaths.SftTrain).Count);
        Assert.Equal(Tests(plain, DatasetPaths.SftValid), Tests(built, DatasetPaths.SftValid));

        static bool IsRefund(string test) => int.Parse(test.AsSpan(test.LastIndexOf("Case", StringComparison.Ordinal) + 4), System.Globalization.CultureInfo.InvariantCulture) % 6 == 0;
    }

    private static List<string> Tests(BuiltDataset built, string file) =>
        [.. File.ReadLines(Path.Combine(built.Folder, file)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("test").GetString()!).Order(StringComparer.Ordinal)];
}
