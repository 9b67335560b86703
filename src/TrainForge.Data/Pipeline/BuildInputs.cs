using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Sources;
using TrainForge.Data.Sources.Decisions;
using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Sources.Retention;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Data.Pipeline;

/// <summary>Everything below a root that a build reads: stashes, and what was imported. The folders are looked through once.</summary>
internal sealed class BuildInputs
{
    private readonly TrainForgeRoot _root;
    private readonly string? _decisions;
    private readonly List<StashEntry> _stashes = [];
    private readonly List<(TranscriptKind Kind, IReadOnlyList<string> Packs)> _imports = [];

    /// <param name="only">Places to read; null reads of each test its last runs, and all that was imported.</param>
    public BuildInputs(DatasetBuildOptions options, IReadOnlySet<string>? only, CancellationToken cancel)
    {
        _root = options.Root;
        var wanted = Wanted(options);
        if (wanted.Contains(StashSource.KindName))
        {
            var index = StashIndex.Read(_root, remember: only is null, cancel);
            Selection = only is null ? StashSelection.Of(index, options.Capture.KeepRuns) : null;
            _stashes.AddRange(Selection?.Chosen ?? index.Entries.Where(e => only!.Contains(e.Place)));
        }

        if (wanted.Contains(DecisionLogSource.KindName) && only?.Contains(DecisionLogSource.Place) != false && File.Exists(_root.Decisions))
        {
            _decisions = _root.Decisions;
        }

        var store = new PackStore(_root);
        foreach (var kind in TranscriptKind.All.Where(k => wanted.Contains(k.Name)))
        {
            _imports.Add((kind, [.. store.Paths(kind.Name).Where(path => only?.Contains(PackStore.Place(kind.Name, path)) != false)]));
        }

        Sources =
        [
            .. wanted.Contains(StashSource.KindName) ? [new StashSource(_stashes, Own(options.Dataset.Terms))] : Array.Empty<ISource>(),
            .. _decisions is null ? Array.Empty<ISource>() : [new DecisionLogSource(_decisions)],
            .. _imports.Select(i => new PackSource(i.Kind, i.Kind.Reader(options.Dataset), i.Packs)),
        ];
    }

    public IReadOnlyList<ISource> Sources { get; }

    /// <summary>What of the stashes is read and what is passed over; null where a build reads none, or was told which.</summary>
    public StashSelection? Selection { get; }

    /// <summary>A line per file, with what tells whether it was changed. Stashes passed over are not among them: they may go unnoticed.</summary>
    public IEnumerable<string> Files() =>
        _imports.SelectMany(i => i.Packs)
            .Concat(_decisions is null ? [] : [_decisions])
            .Select(path => new FileInfo(path))
            .Where(file => file.Exists)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(_root.Folder, file.FullName)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"))
            .Concat(Selection?.Lines() ?? []);

    public static bool Exists(TrainForgeRoot root, string place) =>
        place == DecisionLogSource.Place ? File.Exists(root.Decisions)
        : new PackStore(root).PathOfPlace(place) is { } pack ? File.Exists(pack)
        : Directory.Exists(Path.Combine(root.Stashes, place));

    private static SourceTerms Own(OwnTermsOptions terms) => new()
    {
        License = terms.License.Length > 0 ? terms.License : null,
        Consent = terms.Consent.Length > 0 ? terms.Consent : null,
    };

    private static HashSet<string> Wanted(DatasetBuildOptions options)
    {
        var known = TranscriptKind.All.Select(k => k.Name).Prepend(StashSource.KindName).ToList();
        var wanted = options.Dataset.Sources;
        return wanted.FirstOrDefault(kind => !known.Contains(kind)) is { } unknown
            ? throw new TrainForgeException(Rules.SourceKindUnknown.Here(unknown, string.Join(", ", known)))
            : (wanted.Count == 0 ? known : wanted).ToHashSet(StringComparer.Ordinal);
    }
}
