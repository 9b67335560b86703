namespace TrainForge.Tool.Cleaning;

/// <param name="Kind">stash, dataset, cache or leftover.</param>
/// <param name="Why">Why it may go.</param>
internal sealed record CleanItem(string Kind, string Path, long Bytes, int AgeDays, string Why);

/// <param name="OlderThan">Nothing younger goes, except what a killed write left.</param>
/// <param name="KeepRuns">Of each test, the stashes of this many newest runs stay, whatever their age.</param>
/// <param name="MaxBytes">Stashes together; beyond it the oldest go too, whatever their age. Null: no limit.</param>
internal sealed record CleanRules(TimeSpan OlderThan, int KeepRuns, long? MaxBytes);
