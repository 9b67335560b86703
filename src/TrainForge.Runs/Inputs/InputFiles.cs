using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;

namespace TrainForge.Runs.Inputs;

/// <summary>
/// The files the model tests depend on, by content: a file that was only touched has not changed, nor has a branch that was switched
/// there and back. Links are followed, because models are often kept elsewhere; round in circles they are not.
/// </summary>
public sealed class InputFiles
{
    // Names with a dot count as hidden on Unix. A folder that may not be listed is an error: nobody can say what changed in it.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string _top;
    private readonly string _root;
    private readonly IReadOnlyList<InputPattern> _inputs;
    private readonly IReadOnlyList<InputPattern> _ignore;

    /// <param name="top">What paths are relative to.</param>
    /// <param name="root">Nothing below it is an input: the tests write there.</param>
    public InputFiles(string top, TrainForgeRoot root, TestGateOptions options)
    {
        _top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(top));
        _root = root.Folder;
        _inputs = [.. options.Inputs.Select(text => new InputPattern(text, _top))];
        _ignore = [.. options.Ignore.Select(text => new InputPattern(text, _top))];
    }

    /// <summary>Every input by its hash. A pattern that finds nothing is an error.</summary>
    /// <param name="more">A file that is an input whatever the patterns say; null for none.</param>
    public InputList Read(string? more, CancellationToken cancel)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (more is not null)
        {
            files[InputPattern.Prefix(_top, Path.GetDirectoryName(more)!) + Path.GetFileName(more)] = more;
        }

        foreach (var place in _inputs.GroupBy(input => input.Start, StringComparer.Ordinal))
        {
            var unmatched = place.ToHashSet();
            foreach (var (path, file) in Below(new DirectoryInfo(place.Key), InputPattern.Prefix(_top, place.Key), [place.Key]))
            {
                cancel.ThrowIfCancellationRequested();
                var matching = place.Where(input => input.Matches(path)).ToList();
                unmatched.ExceptWith(matching);
                if (matching.Count > 0)
                {
                    files[path] = file;
                }
            }

            if (place.FirstOrDefault(unmatched.Contains) is { } lost)
            {
                throw new TrainForgeException(Rules.InputMatchesNothing.Here(lost.Text, _top));
            }
        }

        return InputList.Of(files.Select(file => Entry(file.Key, file.Value, cancel)));
    }

    private static FileEntry Entry(string path, string file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new FileEntry(path, 0, Sha256.OfFile(file));
    }

    private IEnumerable<(string Path, string File)> Below(DirectoryInfo folder, string prefix, IReadOnlyList<string> chain)
    {
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
        {
            var path = prefix + entry.Name;
            if (Directory.Exists(entry.FullName))
            {
                var real = entry.LinkTarget is null ? entry.FullName : entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
                if (IsOurs(entry.Name, real) || IsIgnored(path + "/") || chain.Contains(real, StringComparer.Ordinal))
                {
                    continue;
                }

                foreach (var inner in Below(new DirectoryInfo(entry.FullName), path + "/", [.. chain, real]))
                {
                    yield return inner;
                }
            }
            else if (File.Exists(entry.FullName) && !AtomicFile.IsTemporary(entry.Name) && !IsIgnored(path))
            {
                yield return (path, entry.FullName);
            }
        }
    }

    private bool IsOurs(string name, string real) => name == RootFinder.FolderName || real == _root;

    private bool IsIgnored(string path) => _ignore.Any(ignore => ignore.Matches(path));
}
