using System.Diagnostics;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// The activity that carries a test's token over an HTTP hop. Only for projects that can host a server at all:
/// elsewhere it would put headers on requests, and a parent on spans, that a test may be counting.
/// </summary>
internal static class TestActivity
{
    /// <summary>Set to false to leave the current activity alone, to true to start one even without ASP.NET Core.</summary>
    internal const string Switch = "TrainForge.Capture.ActivityPerTest";

    // A server without log providers and without listeners starts no activity for a request, and then nobody reads the baggage that
    // came with it. This asks for one that carries baggage and is otherwise not recorded; whoever wants more still decides for himself.
    private static readonly Lazy<ActivityListener> RequestActivities = new(() =>
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            SampleUsingParentId = static (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    });

    public static bool IsWanted => AppContext.TryGetSwitch(Switch, out var wanted)
        ? wanted
        : AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string assemblies && assemblies.Contains("Microsoft.AspNetCore.Hosting.dll", StringComparison.OrdinalIgnoreCase);

    public static Activity Start(string token)
    {
        _ = RequestActivities.Value;
        var activity = new Activity("TrainForge.Test");
        activity.AddBaggage(AmbientStash.BaggageKey, token);

        // A parent that is not sampled makes the samplers of the application under test drop its spans: a test that
        // counts spans would turn red because of us. Under a parent of the user's own, the user's decision stands.
        if (Activity.Current is null)
        {
            activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        }

        return activity.Start();
    }
}
