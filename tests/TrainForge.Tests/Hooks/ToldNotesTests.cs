using TrainForge.Hooks.Mtp;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Hooks;

public sealed class ToldNotesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_code_has_a_file_of_its_name_beside_the_notes()
    {
        var files = ToldNotes.Write(_folder.File("root"), _folder.File("temporary"), ["trainforge: warning TF5006: full.", "something else", "trainforge: warning TF5006: full again."]);

        Assert.Equal([_folder.File("root", "notes", "TF5006.txt"), _folder.File("root", "notes", "warnings.txt")], files);
        Assert.Equal("trainforge: warning TF5006: full.\ntrainforge: warning TF5006: full again.\n", File.ReadAllText(files[0]));
    }

    // One of them names the file for all.
    [Fact]
    public void Modules_that_cannot_write_the_root_tell_it_in_one_file()
    {
        File.WriteAllText(_folder.File("root"), "a file where a folder should be");

        var first = ToldNotes.Write(_folder.File("root"), _folder.File("temporary"), ["trainforge: warning TF5001: no."]);
        var second = ToldNotes.Write(_folder.File("root"), _folder.File("temporary"), ["trainforge: warning TF5001: no."]);
        var other = ToldNotes.Write(_folder.File("root", "inner"), _folder.File("temporary"), ["trainforge: warning TF5001: no."]);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.StartsWith(_folder.File("temporary"), Assert.Single(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_that_write_at_once_do_not_get_in_each_others_way() =>
        Assert.Single(Enumerable.Range(0, 200).AsParallel().Select(_ => Assert.Single(ToldNotes.Write(_folder.File("root"), _folder.File("temporary"), ["TF5001"]))).Distinct());
}
