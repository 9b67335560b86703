using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Files;
using TrainForge.Redaction;
using TrainForge.Repositories;

namespace TrainForge.Stashes;

/// <summary>
/// The commit in stashes that lack it. A test process asks git beside its tests, and may be ended by its console before the answer came,
/// where the framework tells nobody that the tests are over.
/// </summary>
public static class RunCommit
{
    /// <summary>Asks git only when a stash of the run says nothing. Its names are redacted as the rest of a stash.</summary>
    public static void Fill(string runFolder, string project, Redactor redactor)
    {
        var lacking = Directory.Exists(runFolder)
            ? Directory.EnumerateDirectories(runFolder).Select(stash => (File: Path.Combine(stash, StashPaths.Metadata), Metadata: StashReader.Metadata(stash))).Where(s => s.Metadata is { Git: null }).ToList()
            : [];
        if (lacking.Count == 0 || GitReader.ReadWithState(project)?.Context is not { } git)
        {
            return;
        }

        git = Redacted(git, redactor);
        foreach (var (file, metadata) in lacking)
        {
            AtomicFile.WriteAllBytes(file, StashJson.ToPage(metadata! with { Git = git }));
        }
    }

    /// <summary>Branches and remotes are named by people.</summary>
    public static GitContext Redacted(GitContext git, Redactor redactor) =>
        git with { Branch = Redacted(git.Branch, redactor), Remote = Redacted(git.Remote, redactor) };

    private static string? Redacted(string? text, Redactor redactor) => text is null ? null : redactor.RedactOrWithhold(text, new RedactionCounts());
}
