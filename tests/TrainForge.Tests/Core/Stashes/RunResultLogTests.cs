using TrainForge.Conversations;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Stashes;

public sealed class RunResultLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Run => _folder.File("stashes", "run-1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_without_stashes_gets_no_folder_and_what_was_told_before_the_first_is_kept()
    {
        var log = Log();
        log.Add(Result("N.T.First"));
        Assert.False(Directory.Exists(Run));

        Directory.CreateDirectory(Run);
        log.Add(Result("N.T.Second"));

        Assert.Equal(["N.T.First", "N.T.Second"], Told());
    }

    [Fact]
    public void A_second_process_of_the_run_adds_its_own()
    {
        Directory.CreateDirectory(Run);
        var (one, two) = (Log(), Log());

        one.Add(Result("N.T.A"));
        two.Add(Result("N.T.B"));
        one.Add(Result("N.T.C"));

        Assert.Equal(["N.T.A", "N.T.B", "N.T.C"], Told());
    }

    [Fact]
    public void Secrets_are_taken_out_and_long_errors_are_cut()
    {
        Directory.CreateDirectory(Run);
        var secret = "ghp_" + new string('a', 36);

        Log().Add(Result($"N.T.Row(\"{secret}\")") with { Error = $"{secret} {new string('x', 30_000)}" });

        var line = File.ReadAllText(Path.Combine(Run, StashPaths.Results));
        Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 19_000, 22_000);
    }

    private RunResultLog Log() => new(Run, () => new Redactor(new RedactionOptions()));

    private string[] Told() => [.. File.ReadAllLines(Path.Combine(Run, StashPaths.Results)).Select(line => StashJson.Result(System.Text.Encoding.UTF8.GetBytes(line)).DisplayName)];

    private static RunResult Result(string name) => new() { Assembly = "Shop.Tests", FullyQualifiedName = name, DisplayName = name, Outcome = Outcome.Passed };
}
