using System.Text;
using TrainForge.Hashing;

namespace TrainForge.Runs.Inputs;

/// <summary>Inputs as a list that 'sha256sum -c' reads, and the hash of that list.</summary>
public sealed class InputList
{
    private readonly SortedDictionary<string, string> _files;

    private InputList(IEnumerable<FileEntry> entries)
    {
        Text = Sha256Sums.Text(entries);
        Hash = Sha256.Of(Encoding.UTF8.GetBytes(Text));
        _files = new SortedDictionary<string, string>(Sha256Sums.Read(Text).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    public string Text { get; }

    public string Hash { get; }

    public int Count => _files.Count;

    public static InputList Of(IEnumerable<FileEntry> entries) => new(entries.ToList());

    public static InputList Parse(string text) => new(Sha256Sums.Read(text).DistinctBy(line => line.Path).Select(line => new FileEntry(line.Path, 0, line.Sha256)).ToList());

    /// <summary>What became of the files since <paramref name="before"/>, in ordinal order of paths.</summary>
    public IReadOnlyList<InputChange> Since(InputList before) =>
    [
        .. _files.Keys.Union(before._files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Old: before._files.GetValueOrDefault(path), New: _files.GetValueOrDefault(path)))
            .Where(file => file.Old != file.New)
            .Select(file => new InputChange(file.Path, file.Old is null ? ChangeKind.Added : file.New is null ? ChangeKind.Removed : ChangeKind.Changed)),
    ];
}

public enum ChangeKind { Added, Changed, Removed }

public sealed record InputChange(string Path, ChangeKind Kind);
