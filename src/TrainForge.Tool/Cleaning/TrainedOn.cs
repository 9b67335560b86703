using TrainForge.Files;

namespace TrainForge.Tool.Cleaning;

/// <summary>Which dataset versions a training run names. Read once, when first asked.</summary>
internal sealed class TrainedOn(TrainForgeRoot root)
{
    private readonly Lazy<string> _records = new(() =>
        string.Concat(Sizes.FilesBelow(root.FinalTraining).Where(f => f.Name == "metadata.json").Select(f => File.ReadAllText(f.FullName))));

    // A hash is 64 digits: finding one as text is finding it.
    public bool Contains(string contentHash) => _records.Value.Contains(contentHash, StringComparison.Ordinal);
}
