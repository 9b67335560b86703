namespace TrainForge.Tool;

/// <summary>Six, and no more: the TF code on stderr says which error it was.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Refused before any work began: usage, options, configuration.</summary>
    public const int Refused = 2;

    /// <summary>A gate or an audit fell short.</summary>
    public const int FellShort = 3;

    /// <summary>Too few trials to judge.</summary>
    public const int CannotTell = 4;
    public const int Cancelled = 130;
}
