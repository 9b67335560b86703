using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

public sealed class LinkedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public LinkedFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links any user may make.");

    public void Dispose() => _folder.Dispose();

    // Two links to the folder itself were two to the fortieth power of paths.
    [Fact]
    public void Links_are_followed_and_no_folder_is_entered_twice()
    {
        Write("in/b.txt");
        Write("in/deep/a.txt");
        Write("out/c.txt");
        Link("in/here", ".");
        Link("in/deep/up", "..");
        Link("in/deep/top", _folder.File("in"));
        Link("in/away", _folder.File("out"));
        Link("in/away2", "../out");
        Link("out/back", "../in");
        Link("in/linked.txt", "deep/a.txt");

        var found = LinkedFiles.Below(_folder.File("in")).Select(file => Path.GetRelativePath(_folder.File("in"), file));

        Assert.Equal(["away/c.txt", "b.txt", "deep/a.txt", "linked.txt"], found);
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        Write("real/a.txt");
        Link("named", "real");

        Assert.Equal([_folder.File("named", "a.txt")], LinkedFiles.Below(_folder.File("named")));
    }

    [Fact]
    public void A_stamp_of_a_link_is_that_of_what_it_leads_to()
    {
        Write("real.txt");
        Link("one", "real.txt");
        Link("two", "one");
        Link("nowhere", "missing");
        Link("circle", "circle");
        var before = FileStamp.Of(_folder.File("two"));

        File.WriteAllText(_folder.File("real.txt"), "longer than before");

        Assert.Equal((18, _folder.File("two")), (FileStamp.Of(_folder.File("two")).Bytes, before.Path));
        Assert.NotEqual(before, FileStamp.Of(_folder.File("two")));
        Assert.Equal(FileStamp.Of(_folder.File("real.txt")).ModifiedTicks, FileStamp.Of(_folder.File("two")).ModifiedTicks);
        Assert.Equal((-1, -1), (FileStamp.Of(_folder.File("nowhere")).Bytes, FileStamp.Of(_folder.File("circle")).Bytes));
    }

    private void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), "x");
    }

    private void Link(string link, string target) => File.CreateSymbolicLink(_folder.File(link), target);
}
