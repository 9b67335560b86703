using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>
/// A section of trainforge.yaml: a sealed record whose properties all carry <see cref="SettingAttribute"/> and have
/// their default in the record and nowhere else.
/// </summary>
public interface ISection
{
    /// <summary>Rules about several settings together; ranges are checked from their attributes.</summary>
    IEnumerable<Diagnostic> CheckTogether(Places places) => [];
}
