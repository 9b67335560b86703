using System.Diagnostics;
using TrainForge.Repositories;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Repositories;

public sealed class GitReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tells_root_branch_commit_and_remote_from_a_folder_far_below()
    {
        var top = Repository("a b ş");
        Git(top, "remote", "add", "other", "https://elsewhere.example/x.git");
        Git(top, "remote", "add", "origin", "https://ada:ghp_secret@example.org/team/shop.git?token=1");
        var below = Directory.CreateDirectory(Path.Combine(top, "src", "deep")).FullName;

        var place = Read(below, withState: false)!;

        Assert.Equal((top, top), (place.Root, place.WorkTree));
        Assert.Equal("https://example.org/team/shop.git", place.Context.Remote);
        Assert.Equal("trunk", place.Context.Branch);
        Assert.Equal(Git(top, "rev-parse", "HEAD"), place.Context.Commit);
        Assert.Null(place.Context.Dirty);
    }

    [Fact]
    public void A_linked_working_tree_has_its_own_branch_and_the_root_of_the_main_one()
    {
        var top = Repository("main");
        var linked = _folder.File("linked");
        Git(top, "worktree", "add", "-q", "-b", "side", linked);

        var place = Read(linked, withState: true)!;

        Assert.Equal((top, linked), (place.Root, place.WorkTree));
        Assert.Equal("side", place.Context.Branch);
        Assert.False(place.Context.Dirty);
    }

    [Fact]
    public void The_state_minds_files_that_git_knows_and_no_others()
    {
        var top = Repository("state");
        File.WriteAllText(Path.Combine(top, "log.txt"), "not git's");
        var clean = Read(top, withState: true);

        File.AppendAllText(Path.Combine(top, "code.txt"), "changed");
        var changed = Read(top, withState: true);

        Assert.False(clean!.Context.Dirty);
        Assert.True(changed!.Context.Dirty);
        Assert.Equal(clean.Context.Commit, changed.Context.Commit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Before_the_first_commit_there_is_a_branch_alone_and_on_a_bare_commit_none(bool withState)
    {
        var fresh = _folder.File("fresh");
        Directory.CreateDirectory(fresh);
        Git(fresh, "init", "-q", "-b", "first");
        var detached = Repository("detached");
        Git(detached, "checkout", "-q", "--detach");

        var (before, after) = (Read(fresh, withState)!.Context, Read(detached, withState)!.Context);

        Assert.Equal((null, "first"), (before.Commit, before.Branch));
        Assert.Equal((Git(detached, "rev-parse", "HEAD"), null), (after.Commit, after.Branch));
    }

    [Fact]
    public void Where_there_is_nothing_to_tell_it_says_so()
    {
        var plain = Directory.CreateDirectory(_folder.File("plain")).FullName;

        Assert.Null(GitReader.Read(plain));
        Assert.Null(GitReader.Read(_folder.File("missing")));
        Assert.Null(GitReader.Read(new GitProgram("no-such-git"), Repository("no git"), withState: true));
    }

    [Fact]
    public void A_git_that_does_not_answer_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "'sleep' stands for git here.");
        var clock = Stopwatch.StartNew();

        var answer = new GitProgram("sleep", TimeSpan.FromMilliseconds(200)).Ask(_folder.Path, "60");

        Assert.Null(answer);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.19, 30);
    }

    // What git sets for its hooks, of which a test run may be one.
    [Fact]
    public void A_repository_that_the_environment_names_is_not_taken_for_the_folders()
    {
        var environment = new Dictionary<string, string?> { ["GIT_DIR"] = "/elsewhere/.git", ["GIT_INDEX_FILE"] = "/elsewhere/index", ["PATH"] = "/bin" };

        GitProgram.Prepare(environment);

        Assert.DoesNotContain(environment, pair => pair.Value?.StartsWith("/elsewhere", StringComparison.Ordinal) == true);
        Assert.Equal(("/bin", "0"), (environment["PATH"], environment["GIT_OPTIONAL_LOCKS"]));
    }

    [Theory]
    [InlineData("https://example.org/a/b.git", "https://example.org/a/b.git")]
    [InlineData("https://me:p@ss@example.org/a/b", "https://example.org/a/b")]
    [InlineData("https://oauth2:token@example.org:8443/a/b#frag", "https://example.org:8443/a/b")]
    [InlineData("https://example.org", "https://example.org")]
    [InlineData("ssh://git@example.org/a@b.git", "ssh://git@example.org/a@b.git")]
    [InlineData("ssh://ada:pw@example.org:22/a.git", "ssh://example.org:22/a.git")]
    [InlineData("git@example.org:a/b.git", "git@example.org:a/b.git")]
    [InlineData("ghp_token@example.org:a/b.git", "example.org:a/b.git")]
    [InlineData("file:///home/ada/b.git", null)]
    [InlineData("/home/ada/b.git", null)]
    [InlineData("../b.git", null)]
    [InlineData(@"C:\repos\b.git", null)]
    [InlineData("C:/repos/b.git", null)]
    public void A_remote_is_kept_without_what_lets_somebody_in(string address, string? kept) =>
        Assert.Equal(kept, GitRemote.WithoutCredentials(address));

    // What git says is judged here, not how soon: a machine at work on other things may take longer than a user would wait.
    private static GitPlace? Read(string folder, bool withState) => GitReader.Read(new GitProgram(patience: TimeSpan.FromMinutes(1)), folder, withState);

    private string Repository(string name)
    {
        var top = Directory.CreateDirectory(_folder.File(name)).FullName;
        Git(top, "init", "-q", "-b", "trunk");
        File.WriteAllText(Path.Combine(top, "code.txt"), "one\n");
        Git(top, "add", "code.txt");
        Git(top, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "First");
        return top;
    }

    internal static string Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.Trim();
    }
}
