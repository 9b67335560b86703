namespace TrainForge.Stashes;

/// <summary>What tells one test attempt's stash from every other of its run.</summary>
/// <param name="TestId">The framework's id, different for every row of a data-driven test.</param>
/// <param name="DisplayName">What people read; the folder's name begins with it.</param>
/// <param name="Assembly">Two assemblies may hold tests of the same name.</param>
/// <param name="TargetFramework">One test project may run once per framework.</param>
/// <param name="Attempt">Counts from 1.</param>
public sealed record StashName(string TestId, string DisplayName, string? Assembly, string? TargetFramework, int Attempt = 1);
