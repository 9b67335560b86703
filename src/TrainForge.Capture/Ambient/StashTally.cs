using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>What the metadata of a stash says about its calls, kept while they are written, so that none need be read again.</summary>
internal sealed class StashTally
{
    private const int MaxPromptChars = 20_000;

    private readonly object _gate = new();
    private string? _prompt;
    private string? _model;
    private string? _vendor;
    private bool _hasManyVendors;
    private bool _hasManyModels;
    private long _toolCalls;

    public void Add(Interaction interaction)
    {
        lock (_gate)
        {
            _prompt ??= interaction.Request.FirstOrDefault(m => m.Role == Role.User)?.Text is { Length: > 0 } text
                ? WholeWords.Cut(text, MaxPromptChars)
                : null;
            _hasManyVendors |= _vendor is not null && interaction.Provider is not null && _vendor != interaction.Provider;
            _hasManyModels |= _model is not null && interaction.Model is not null && _model != interaction.Model;
            _vendor ??= interaction.Provider;
            _model = interaction.Model ?? _model;
            _toolCalls += interaction.Response.Sum(m => m.ToolCalls.Count());
        }
    }

    public StashMetadata Describe(TestStash stash, TestIdentity test, TestEnd end)
    {
        var duration = end.Duration ?? stash.Elapsed;
        lock (_gate)
        {
            return new StashMetadata
            {
                TestName = test.Name,
                DisplayName = test.Name,
                Outcome = end.Outcome,
                Timestamp = stash.Started,
                DurationSeconds = duration.TotalSeconds,
                RunId = stash.Host.Settings.RunId,
                TestId = test.Id,
                ClassName = test.Class,
                Method = test.Method,
                Arguments = test.Arguments,
                Assembly = test.Assembly,
                TargetFramework = TestFramework.TargetOf(test.Assembly),
                TestFramework = test.Framework,
                Traits = test.Traits,
                Attempt = stash.Attempt,
                Tier = _model,
                Prompt = _prompt,
                Failure = end.Message is { } message ? new StashFailure(message, end.Stack) : null,
                ToolCalls = _toolCalls,

                // Of several nobody can say whose terms hold for the whole: unknown, and so not exported by itself.
                Terms = new SourceTerms { Vendor = _hasManyVendors ? null : _vendor, Model = _hasManyModels ? null : _model },
            };
        }
    }
}
