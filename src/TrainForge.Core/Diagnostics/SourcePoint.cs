using System.Globalization;

namespace TrainForge.Diagnostics;

/// <summary>A place in a user's file. Line and column count from 1; 0 means unknown.</summary>
public readonly record struct SourcePoint(string File, int Line = 0, int Column = 0)
{
    public static SourcePoint None => default;

    public override string ToString() => (File, Line, Column) switch
    {
        (null or "", _, _) => "trainforge",
        (_, 0, _) => File,
        (_, _, 0) => string.Create(CultureInfo.InvariantCulture, $"{File}({Line})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column})"),
    };
}
