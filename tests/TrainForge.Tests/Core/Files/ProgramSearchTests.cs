using TrainForge.Files;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Core.Files;

public sealed class ProgramSearchTests : IDisposable
{
    private static readonly string Ending = OperatingSystem.IsWindows() ? ".exe" : "";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Looks_on_the_path_and_nowhere_else()
    {
        Executable.Write(_folder.File("tool" + Ending), "");

        Assert.Null(ProgramSearch.Find("tool", ""));
        Assert.Null(ProgramSearch.Find("tool", null));
        Assert.Null(ProgramSearch.Find("tool", "." + Path.PathSeparator + "relative"));
        Assert.Equal(_folder.File("tool" + Ending), ProgramSearch.Find("tool", _folder.Path));
        Assert.Equal(_folder.File("tool" + Ending), ProgramSearch.Find(_folder.File("tool" + Ending), null));
    }

    [Fact]
    public void Passes_over_what_may_not_be_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the ending says what a program is.");
        Directory.CreateDirectory(_folder.File("first"));
        Directory.CreateDirectory(_folder.File("second"));
        File.WriteAllText(_folder.File("first", "tool"), "");
        Executable.Write(_folder.File("second", "tool"), "");

        Assert.Equal(_folder.File("second", "tool"), ProgramSearch.Find("tool", $"{_folder.File("first")}:{_folder.File("second")}"));
    }

    // A repository that somebody sent: asking git about it must not run what it calls git.
    [Theory]
    [InlineData("ask-git")]
    [InlineData("ask-git-for-commits")]
    public void A_git_in_the_current_folder_is_not_run(string probe)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands for the program.");
        Executable.Write(_folder.File("git"), "#!/bin/sh\ntouch ran\n");

        using var asking = ProbeProcess.Start(probe, _folder.Path);

        Assert.Equal(0, asking.WaitForEnd());
        Assert.False(File.Exists(_folder.File("ran")));
    }
}
