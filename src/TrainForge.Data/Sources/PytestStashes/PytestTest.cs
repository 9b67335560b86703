using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>What is known of the test itself: from its own metadata, and from the runner, who is believed.</summary>
internal sealed class PytestTest
{
    private bool? _passed;
    private string? _status;
    private bool _wasRetried;

    public string? Name { get; private set; }

    public string? Prompt { get; private set; }

    public string? Tier { get; private set; }

    public string? Model { get; private set; }

    public string? Commit { get; private set; }

    public bool IsRouting { get; private set; }

    public DateTimeOffset? Time { get; private set; }

    /// <summary>The rows of one test are one family.</summary>
    public string? Family => Name is null ? null : Name.IndexOf('[', StringComparison.Ordinal) is > 0 and var row ? Name[..row] : Name;

    public void Take(JsonElement metadata)
    {
        Name ??= metadata.Str("test_name");
        Prompt = metadata.Str("prompt") is { Length: > 0 } prompt ? prompt : null;
        Tier = metadata.Str("tier") is { Length: > 0 } tier ? tier : null;
        Time ??= metadata.When("timestamp");
        IsRouting = metadata.Is("is_routing_test");
        _passed = metadata.Any("passed")?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    public void TakeResult(JsonElement result)
    {
        var test = result.Obj("test") ?? default;
        Name ??= test.Str("name");
        Commit = result.Str("commit");
        Model = result.Str("model");
        _status = test.Str("status");
        _wasRetried = test.Num("retries") > 0;
    }

    // Neither a hook nor a runner said anything: the test never came to its end.
    public OutcomeLabel Label()
    {
        var seen = _passed is { } passed ? passed ? Outcome.Passed : Outcome.Failed : Outcome.None;
        var outcome = _status switch
        {
            "pass" or "passed" => Outcome.Passed,
            "fail" or "failed" => Outcome.Failed,
            "skipped" or "skip" => Outcome.Skipped,
            _ => seen,
        };
        return new OutcomeLabel(outcome) { TestId = Name, InProcess = seen != Outcome.None && seen != outcome ? seen : null, Flaky = _wasRetried && outcome == Outcome.Passed };
    }
}
