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

        RunModules.Expect(Settings, Assembly("Two"));
        Assert.Null(Begin("One"));
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
        foreach (var note in Notes.Where(note => note.Contains(Path.GetFileName(Notes[0])[..16], StringComparison.Ordinal)).ToList())
        {
            File.WriteAllText(note, File.ReadAllText(note).Replace(own, gone.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

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
    public void Two_command_lines_at_once_have_a_note_each_for_the_same_module()
    {
        Expect("One");
        var other = Notes[0].Replace($"-{Environment.ProcessId}.", "-1.", StringComparison.Ordinal);
        File.Copy(Notes[0], other);

        var (first, second) = (Begin("One")!, Begin("One")!);

        Assert.Equal((false, true), (first.End(), second.End()));
    }

    [Fact]
    public void A_dataset_of_another_name_is_asked_for_apart()
    {
        Expect("One");
        RunModules.Expect(Settings with { Dataset = "other" }, Assembly("Two"));

        Assert.True(Begin("One")!.End());
    }

    [Fact]
    public void A_folder_that_was_deleted_meanwhile_leaves_nobody_to_wait_for()
    {
        Expect("One", "Two");
        var one = Begin("One")!;
        Directory.Delete(_folder.File("cache"), recursive: true);

        Assert.True(one.End());
    }

    private RuntimeSettings Settings => new() { Enabled = true, Root = _folder.Path, Project = _folder.Path };

    private string[] Notes => Directory.GetFiles(_folder.Path, "*.module", SearchOption.AllDirectories);

    private string Assembly(string name) => _folder.File(name, $"{name}.dll");

    private RunModules? Begin(string name) => RunModules.Begin(Settings, Assembly(name));

    private void Expect(params string[] names)
    {
        foreach (var name in names)
        {
            RunModules.Expect(Settings, Assembly(name));
        }
    }
}
