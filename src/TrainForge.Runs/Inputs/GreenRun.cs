using TrainForge.Files;

namespace TrainForge.Runs.Inputs;

/// <summary>What the inputs were when the tests last passed. It may be deleted at any time; the price is one run of the tests.</summary>
public sealed class GreenRun(TrainForgeRoot root, string store)
{
    /// <summary>A list for 'sha256sum -c', from the folder of trainforge.yaml.</summary>
    public string File { get; } = PortablePath.RequireFits(Path.Combine(root.Cache, "gate", PortableName.From(store) + ".sha256"), "--store");

    /// <summary>Null when no green run is known.</summary>
    public InputList? Read() => System.IO.File.Exists(File) ? InputList.Parse(System.IO.File.ReadAllText(File)) : null;

    public void Write(InputList inputs) => AtomicFile.WriteAllText(File, inputs.Text);
}
