using System.Diagnostics;
using System.Text.Json;
using TrainForge.Capture.Ambient;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Tests.Infra;
using TrainForge.Tool;
using TrainForge.Tool.Checkups;

namespace TrainForge.Tests.Tool;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRun _tool;

    public DoctorCommandTests() => _tool = new ToolRun(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_healthy_place_is_told_in_full_and_left_as_it_was()
    {
        _tool.Programs["dotnet"] = "10.0.401";

        var code = await _tool.RunAsync("doctor");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains($"root          {_folder.File(".trainforge")} (in this folder", _tool.Out, StringComparison.Ordinal);
        Assert.Contains(".NET SDK 10.0.401", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("plantuml      not found; optional: draws", _tool.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Every_mistake_in_the_configuration_is_a_problem()
    {
        File.WriteAllText(_folder.File("trainforge.yaml"), "trainin: 1\nproject: no\n");

        var code = await _tool.RunAsync("doctor", "--json");

        var json = JsonDocument.Parse(_tool.Out).RootElement;
        Assert.Equal(ExitCode.Failed, code);
        Assert.False(json.GetProperty("healthy").GetBoolean());
        Assert.Equal(2, json.GetProperty("findings").EnumerateArray().Count(f => f.GetProperty("about").GetString() == "configuration" && f.GetProperty("verdict").GetString() == "problem"));
    }

    [Fact]
    public async Task Names_who_holds_a_lock_and_counts_what_was_left_behind()
    {
        using var held = FileLock.TryAcquire(_folder.File(".trainforge", "datasets", "main", "build.lock"));
        Old(_folder.File(".trainforge", "datasets", ".tf-0123456789abcdef.tmp"));
        Old(_folder.File(".trainforge", "stashes", "r", "t", "interactions.jsonl"));

        await _tool.RunAsync("doctor");

        Assert.Contains($"{Path.Combine("datasets", "main", "build.lock")} is held by process {Environment.ProcessId}", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("1 temporary files of writes that were killed", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("1; 1 have no outcome", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_capture_noted_once_per_code_with_its_newest_words()
    {
        CaptureNotes.Append(_folder.File(".trainforge"), DateTimeOffset.UnixEpoch, Rules.StashFull.Here("Old", 1));
        CaptureNotes.Append(_folder.File(".trainforge"), DateTimeOffset.UnixEpoch.AddDays(1), Rules.StashFull.Here("Yeni\u001b[2J", 2));
        File.AppendAllText(CaptureNotes.PathIn(_folder.File(".trainforge")), "a line of something else\n1970-01-03T00:00:00Z\tTF5006\thalf a li");

        var code = await _tool.RunAsync("doctor");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("note    notes         TF5006, told by 2 test processes, last at 1970-01-02T00:00:00Z: The stash of test 'Yeni[2J' reached its limit of 2 bytes", _tool.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("'Old'", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_is_a_file_is_a_problem()
    {
        File.WriteAllText(_folder.File("root"), "");

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("doctor", "--root", "root"));
    }

    [Fact]
    public async Task Says_what_decided_where_the_root_is()
    {
        var tool = new ToolRun(_folder.Path, new() { ["TRAINFORGE_ROOT"] = _folder.File("kök") });

        await tool.RunAsync("doctor");

        Assert.Contains($"{_folder.File("kök")} (named by TRAINFORGE_ROOT", tool.Out, StringComparison.Ordinal);
    }

    // A program that runs cannot be opened for writing, not even by root; so it is with another user's lock.
    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_a_problem_and_the_checkup_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/sleep"), "Needs Linux and /bin/sleep.");
        var file = _folder.File(".trainforge", "cache", "root.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy("/bin/sleep", file);
        using var running = Process.Start(file, "60");
        try
        {
            Assert.Equal(ExitCode.Failed, await _tool.RunAsync("doctor"));
        }
        finally
        {
            running.Kill();
        }

        Assert.Contains($"PROBLEM lock          {Path.Combine("cache", "root.lock")} cannot be locked: ", _tool.Out, StringComparison.Ordinal);
        Assert.Contains("plantuml", _tool.Out, StringComparison.Ordinal);
        Assert.Empty(_tool.Error);
    }

    // Attachments are anybody's: a package manager's lock is none of ours, whoever holds it.
    [Fact]
    public async Task A_file_that_a_test_attached_is_no_lock()
    {
        using var held = FileLock.TryAcquire(_folder.File(".trainforge", "stashes", "r", "t", "yarn.lock"));

        await _tool.RunAsync("doctor");

        Assert.DoesNotContain("yarn.lock", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_no_further_than_the_top()
    {
        Assert.Equal(_folder.Path, RootCheckup.Existing(_folder.File("a", "b")));
        Assert.Null(RootCheckup.Existing("no-such-drive"));
    }

    private static void Old(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-3));
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(file)!, DateTime.UtcNow.AddDays(-3));
    }
}
