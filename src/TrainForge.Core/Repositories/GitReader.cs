using System.Collections.Concurrent;
using TrainForge.Conversations;

namespace TrainForge.Repositories;

/// <summary>Where a folder stands in a repository.</summary>
/// <param name="Root">
/// The same for all working trees of one clone: the top of the main one. Of linked ones without a main one, the repository's own folder.
/// </param>
/// <param name="WorkTree">The top of the working tree that the folder is in.</param>
/// <param name="Context">What a conversation beside which this was read carries along. Its remote names no person and no secret.</param>
public sealed record GitPlace(string Root, string WorkTree, GitContext Context);

/// <summary>
/// Asks git where a folder stands. Promises: never throws for what git, the disk or the folder does; null where there is no git, no
/// repository, no such folder, or no answer in time; takes two seconds at most for each of four questions, writes nothing into the
/// repository and runs no program that it names; asks once per folder and process, whoever asks and from however many threads.
/// </summary>
public static class GitReader
{
    private static readonly ConcurrentDictionary<(string Folder, bool State), Lazy<GitPlace?>> Known = new();

    /// <summary>Root, remote, branch and commit; whether files were changed since is left unknown.</summary>
    public static GitPlace? Read(string folder) => Cached(folder, withState: false);

    /// <summary>
    /// The same with <see cref="GitContext.Dirty"/>: whether a file under version control differs from the commit. git looks at every such
    /// file, and unknown is an answer where that takes longer.
    /// </summary>
    public static GitPlace? ReadWithState(string folder) => Cached(folder, withState: true);

    internal static GitPlace? Read(GitProgram git, string folder, bool withState)
    {
        if (!Directory.Exists(folder) || git.Ask(folder, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir") is not [var top, var own, var common])
        {
            return null;
        }

        // Answers are relative to the folder in some versions, and have slashes on Windows.
        (top, own, common) = (Path.GetFullPath(top, folder), Path.GetFullPath(own, folder), Path.GetFullPath(common, folder));
        var head = (withState ? State(git, folder) : null) ?? Head(git, folder);
        return new GitPlace(Root(top, own, common), top, head with { Remote = Remote(git, folder) });
    }

    private static GitPlace? Cached(string folder, bool withState)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Known.GetOrAdd((full, withState), static key => new Lazy<GitPlace?>(() => Read(new GitProgram(), key.Folder, key.State))).Value;
    }

    // A linked working tree keeps the little that is its own apart from what all share. A submodule shares nothing.
    private static string Root(string top, string own, string common) =>
        own == common ? top
        : Path.GetFileName(common) == ".git" ? Path.GetDirectoryName(common)!
        : common;

    private static GitContext? State(GitProgram git, string folder)
    {
        // Files that git does not know are left out: they are logs and datasets more often than sources.
        if (git.Ask(folder, "-c", "core.fsmonitor=false", "status", "--porcelain=v2", "--branch", "--untracked-files=no") is not { } lines)
        {
            return null;
        }

        const string Commit = "# branch.oid ";
        const string Branch = "# branch.head ";
        return new GitContext
        {
            Commit = After(Commit) is { } commit && commit != "(initial)" ? commit : null,
            Branch = After(Branch) is { } branch && branch != "(detached)" ? branch : null,
            Dirty = lines.Any(line => !line.StartsWith('#')),
        };

        string? After(string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
    }

    private static GitContext Head(GitProgram git, string folder) => new()
    {
        Commit = git.Ask(folder, "rev-parse", "--verify", "--quiet", "HEAD") is [var commit] ? commit : null,
        Branch = git.Ask(folder, "symbolic-ref", "--quiet", "--short", "HEAD") is [var branch] ? branch : null,
    };

    // "remote.origin.url https://…", one line each, in the order of the configuration. As written, not as rewritten by url.*.insteadOf,
    // which is where people put their tokens.
    private static string? Remote(GitProgram git, string folder)
    {
        var remotes = git.Ask(folder, "config", "--get-regexp", @"^remote\..+\.url$") ?? [];
        var line = remotes.FirstOrDefault(r => r.StartsWith("remote.origin.url ", StringComparison.Ordinal)) ?? remotes.FirstOrDefault(r => r.StartsWith("remote.upstream.url ", StringComparison.Ordinal)) ?? (remotes is [var first, ..] ? first : null);
        return line?.Split(' ', 2) is [_, var address] ? GitRemote.WithoutCredentials(address) : null;
    }
}
