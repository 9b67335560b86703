using TrainForge.Conversations;
using TrainForge.Text.Masks;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Which code this is: what another made may be judged otherwise by this one. Builds of the product are reproducible, so the same code
/// has the same id everywhere.
/// </summary>
internal static class OwnCode
{
    public static string Id { get; } = string.Join(' ', new[] { typeof(Trajectory), typeof(StagePlan), typeof(MaskBuilder) }.Select(type => type.Module.ModuleVersionId.ToString("N")));
}
