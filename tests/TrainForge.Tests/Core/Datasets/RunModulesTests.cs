using System.Diagnostics;
using System.Globalization;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Datasets;

public sealed class RunModulesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_module_that_nobody_announced_asks_for_itself()
    {
        Assert.Null(Begin("One"));

        RunModules.Expect(Folder, Settings, Assembly("Two"));
        Assert.Null(Begin("One"));
    }

    // Among the temporary files, where others may have been before.
    [Fact]
    public void Notes_lie_where_their_user_alone_can_write_and_never_behind_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Temporary files of Windows are a user's own.");
            return;
        }

        Directory.CreateDirectory(_folder.File("open"));
        File.SetUnixFileMode(_folder.File("open"), (UnixFileMode)0b111_111_111);
        Directory.CreateDirectory(_folder.File("theirs"));
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("theirs"));

        RunModules.Expect(_folder.File("open"), Settings, Assembly("One"));
        using var entered = RunModules.Enter(_folder.File("link"), Settings, Assembly("One"), "run");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("open")));
        Assert.Null(entered);
        Assert.Throws<IOException>(() => RunModules.Expect(_folder.File("link"), Settings, Assembly("One")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("theirs")));
    }

    [Fact]
    public void Modules_one_after_the_other_leave_it_to_the_last()
    {
        Expect("One", "Two", "Three");

        Assert.Equal([false, false, true], new[] { "Two", "One", "Three" }.Select(name => Begin(name)!.End()));
    }

    [Fact]
    public void Modules_side_by_side_leave_it_to_the_one_that_ends_last()
    {
        Expect("One", "Two");
        var (one, two) = (Begin("One")!, Begin("Two")!);

        Assert.Equal((false, true), (two.End(), one.End()));
        Assert.Empty(Notes);
    }

    [Fact]
    public void Nobody_waits_for_a_module_that_died()
    {
        Expect("One", "Two");
        var one = Begin("One")!;
        Begin("Two")!.Dispose();

        Assert.True(one.End());
        Assert.Empty(Notes);
    }

    [Fact]
    public void Nobody_waits_for_modules_of_a_command_line_that_is_gone()
    {
        using var gone = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        gone.WaitForExit();
        Expect("One", "Two");
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Notes[0], File.ReadAllText(Notes[0]).Replace(own, gone.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        var (one, two) = (Begin("One"), Begin("Two"));

        Assert.Single(new[] { one, two }, module => module is not null);
        Assert.True((one ?? two)!.End());
    }

    // The process of a number may be another one by now.
    [Fact]
    public void A_process_that_began_at_another_time_is_another_process()
    {
        Expect("One");
        File.WriteAllText(Notes[0], $"{Environment.ProcessId} 638000000000000000");

        Assert.Null(Begin("One"));
    }

    [Fact]
    public void Two_command_lines_at_once_have_a_note_each_for_the_same_module_and_no_part_in_each_other()
    {
        Expect("One");
        var other = Notes[0].Replace($"-{Environment.ProcessId}.", "-1.", StringComparison.Ordinal);
        File.Copy(Notes[0], other);

        var (first, second) = (Begin("One")!, Begin("One")!);

        Assert.Equal((true, true), (first.End(), second.End()));
    }

    [Fact]
    public void Consoles_of_one_run_that_are_at_work_at_once_leave_it_to_the_last()
    {
        var (one, two, other) = (Enter("One", "1_a"), Enter("Two", "1_a"), Enter("Three", "2_b"));

        Assert.Equal((false, true), (one.End(), two.End()));
        Assert.True(other.End());
        Assert.Empty(Notes);
    }

    [Fact]
    public void Nobody_waits_for_a_console_that_died()
    {
        var one = Enter("One", "1_a");
        Enter("Two", "1_a").Dispose();

        Assert.True(one.End());
        Assert.Empty(Notes);
    }

    [Fact]
    public void A_console_whose_note_cannot_be_written_goes_without()
    {
        File.WriteAllText(Folder, "in the way");

        Assert.Null(RunModules.Enter(Folder, Settings, Assembly("One"), "1_a"));
    }

    [Fact]
    public void A_dataset_of_another_name_is_asked_for_apart()
    {
        Expect("One");
        RunModules.Expect(Folder, Settings with { Dataset = "other" }, Assembly("Two"));
        RunModules.Expect(Folder, Settings with { Root = _folder.File("other root") }, Assembly("Three"));

        Assert.True(Begin("One")!.End());
    }

    [Fact]
    public void A_folder_that_was_deleted_meanwhile_leaves_nobody_to_wait_for()
    {
        Expect("One", "Two");
        var one = Begin("One")!;
        Directory.Delete(Folder, recursive: true);

        Assert.True(one.End());
    }

    [Fact]
    public void A_command_line_that_ends_takes_away_what_its_modules_left()
    {
        Expect("One", "Two");
        var one = Begin("One")!;
        Assert.False(one.End());
        Begin("Two")!.Dispose();
        File.WriteAllText(Path.Combine(Folder, Path.GetFileName(Notes[0]).Replace($"-{Environment.ProcessId}.", "-1.", StringComparison.Ordinal)), "1 638000000000000000");

        Assert.True(RunModules.Close(Folder, Settings));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    // Two terminals: what one left is served by the other, when its modules are done.
    [Fact]
    public void A_command_line_that_ends_leaves_it_to_another_that_is_at_work()
    {
        Expect("One");
        var other = Notes[0].Replace($"-{Environment.ProcessId}.", "-1.", StringComparison.Ordinal);
        File.Move(Notes[0], other);

        Assert.False(RunModules.Close(Folder, Settings));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void A_command_line_that_ends_leaves_a_module_that_is_still_at_work_alone()
    {
        Expect("One");
        var one = Begin("One")!;

        Assert.False(RunModules.Close(Folder, Settings));
        Assert.True(one.End());
    }

    [Fact]
    public void What_all_modules_find_out_the_first_one_says()
    {
        Expect("One", "Two");
        var (one, two) = (Begin("One")!, Begin("Two")!);

        Assert.Equal((true, false, true), (one.IsFirstTo("TF5001.txt"), two.IsFirstTo("TF5001.txt"), two.IsFirstTo("TF5006.txt")));
        Assert.Equal((false, true), (one.End(), two.End()));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private string Folder => _folder.File("modules");

    private RuntimeSettings Settings => new() { Enabled = true, Root = _folder.Path, Project = _folder.Path };

    private string[] Notes => Directory.GetFiles(_folder.Path, "*.module", SearchOption.AllDirectories);

    private string Assembly(string name) => _folder.File(name, $"{name}.dll");

    private RunModules Enter(string name, string run) => RunModules.Enter(Folder, Settings, Assembly(name), run)!;

    private RunModules? Begin(string name) => RunModules.Begin(Folder, Settings, Assembly(name));

    private void Expect(params string[] names)
    {
        foreach (var name in names)
        {
            RunModules.Expect(Folder, Settings, Assembly(name));
        }
    }
}
