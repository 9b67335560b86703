using TrainForge.Repositories;

namespace TrainForge.Tests.Core.Repositories;

public class PassingFolderTests
{
    [Theory]
    [InlineData("/tmp/pytest-of-ada/pytest-3/test_x0", true)]
    [InlineData("/private/tmp/pytest-of-ada", true)]
    [InlineData("/tmp/tmpab12_xyz/repo", true)]
    [InlineData("/tmp/tmpab12_xyz", true)]
    [InlineData("/var/tmp/tmp.A1b2C3/x", true)]
    [InlineData("/var/folders/zz/abc123/T/pytest-of-ada/x", true)]
    [InlineData("/private/var/folders/zz/abc123/T/tmp.8dk2", true)]
    [InlineData("/PRIVATE/VAR/FOLDERS/zz/abc123/t/x", true)]
    [InlineData(@"C:\Users\ada\AppData\Local\Temp\tmpk3j4h5g6", true)]
    [InlineData(@"[REDACTED:home]\AppData\Local\Temp\x", true)]
    [InlineData(@"c:\windows\temp\x", true)]
    [InlineData("/tmp", false)]
    [InlineData("/tmp/work", false)]
    [InlineData("/tmp/tmp", false)]
    [InlineData("/tmp/tmpl", false)]
    [InlineData("/tmp/template", false)]
    [InlineData("/home/ada/tmp/tmpab12_xyz", false)]
    [InlineData("/home/ada/tmp.abc/x", false)]
    [InlineData("/home/ada/var/folders/a/b/T/x", false)]
    [InlineData("/srv/pytest-of-ada", false)]
    [InlineData(@"C:\work\Temp\x", false)]
    [InlineData("", false)]
    public void Only_folders_that_are_made_to_be_thrown_away_are_passing(string path, bool passes) => Assert.Equal(passes, PassingFolder.Is(path));

    [Theory]
    [InlineData("https://github.com/Acme/shop.git", "github.com/Acme/shop")]
    [InlineData("https://ada:secret@GitHub.com/Acme/shop", "github.com/Acme/shop")]
    [InlineData("git@github.com:Acme/shop.git", "github.com/Acme/shop")]
    [InlineData("ssh://git@github.com/Acme/shop.git/", "github.com/Acme/shop")]
    [InlineData("ssh://git@git.internal:2222/group/sub/shop.git", "git.internal/group/sub/shop")]
    [InlineData("https://git.internal:8443/shop?token=x", "git.internal/shop")]
    [InlineData("/srv/git/shop.git", null)]
    [InlineData("file:///srv/git/shop.git", null)]
    [InlineData("https://github.com", null)]
    [InlineData("https://github.com/", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void All_ways_to_a_remote_have_one_name(string? remote, string? name) => Assert.Equal(name, ProjectName.OfRemote(remote));
}
