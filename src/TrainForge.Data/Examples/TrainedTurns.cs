using TrainForge.Conversations;

namespace TrainForge.Data.Examples;

/// <summary>
/// Which turns count. A green test vouches for the whole, not for each turn: a call that its tool refused, and a call to a
/// tool that was not offered, stay as context, so that what followed them still has its reason.
/// </summary>
internal static class TrainedTurns
{
    public static IReadOnlyList<bool> Of(Trajectory trajectory, ToolLinks links)
    {
        var offered = trajectory.Tools.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var bad = links.All
            .Where(l => l.Result is { IsError: true } || (offered.Count > 0 && !offered.Contains(l.Call.Name)))
            .Select(l => l.CallMessage)
            .ToHashSet();
        return [.. trajectory.Messages.Select((m, i) => m is { Role: Role.Assistant, Provenance.Generated: true } && !bad.Contains(i))];
    }
}
