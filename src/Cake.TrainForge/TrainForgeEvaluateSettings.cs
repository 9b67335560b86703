namespace Cake.TrainForge;

/// <summary>Settings of <c>TrainForgeEvaluate</c>.</summary>
public sealed class TrainForgeEvaluateSettings : TrainForgeSettings
{
    /// <summary>The run to evaluate; the newest completed run when unset.</summary>
    public string? Run { get; set; }

    /// <summary>The suite to run; the configuration's first suite when unset.</summary>
    public string? Suite { get; set; }

    internal override IEnumerable<string> Command()
    {
        List<string> line = ["eval"];
        if (!string.IsNullOrEmpty(Run))
        {
            line.Add(Run);
        }

        Add(line, "--suite", Suite);
        return line;
    }
}
