namespace TrainForge.Hashing;

public enum SumFault { ListMissing, LineNotUnderstood, PathOutside, FileMissing, FileChanged, FileNotListed, Link }

/// <summary>One way in which a folder is not what its SHA256SUMS says.</summary>
/// <param name="Path">Relative with '/'; the line itself when it is not understood.</param>
/// <param name="Line">Of SHA256SUMS, from 1; 0 when about a file it does not list.</param>
public sealed record SumProblem(SumFault Fault, string Path, int Line);
