namespace TrainForge.Options;

/// <summary>Of which projects conversations are taken. A project is the host/owner/name of its remote, or else its top folder.</summary>
public sealed record ProjectFilterOptions : ISection
{
    [Setting("Take what was worked on in folders that tests and programs make for one run: temporary folders of pytest, Python, mktemp, macOS and Windows.")]
    public bool TemporaryFolders { get; init; }

    [Setting("Only these projects, as github.com/owner/name or as the folder's path. Empty: all, and what belongs to none.", Max = 1000)]
    public IReadOnlyList<string> Only { get; init; } = [];

    [Setting("Projects to leave out.", Max = 1000)]
    public IReadOnlyList<string> Without { get; init; } = [];
}
