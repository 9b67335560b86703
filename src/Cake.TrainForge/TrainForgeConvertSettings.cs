namespace Cake.TrainForge;

/// <summary>Settings of <c>TrainForgeConvert</c>.</summary>
public sealed class TrainForgeConvertSettings : TrainForgeSettings
{
    /// <summary>The run to convert; the newest completed run when unset.</summary>
    public string? Run { get; set; }

    /// <summary>safetensors or gguf.</summary>
    public string To { get; set; } = "gguf";

    internal override IEnumerable<string> Command()
    {
        List<string> line = ["convert"];
        if (!string.IsNullOrEmpty(Run))
        {
            line.Add(Run);
        }

        Add(line, "--to", To);
        return line;
    }
}
