using Cake.TrainForge;

namespace TrainForge.Tests.Cake;

public class SettingsTests
{
    [Fact]
    public void Says_nothing_that_was_not_set() =>
        Assert.Equal(["train"], new TrainForgeTrainSettings().CommandLine());

    [Fact]
    public void Puts_the_command_first_and_the_shared_options_last() =>
        Assert.Equal(
            ["convert", "spec-1_exec-2/v1", "--to", "safetensors", "--root", "/a folder/é", "--env", "ci"],
            new TrainForgeConvertSettings { Run = "spec-1_exec-2/v1", To = "safetensors", Root = "/a folder/é", Environment = "ci" }.CommandLine());

    [Theory]
    [InlineData("1.2.3", "1.2.4")]
    [InlineData("1.2.3", "1.10.0")]
    [InlineData("1.0.0-alpha", "1.0.0")]
    [InlineData("1.0.0-alpha", "1.0.0-beta")]
    [InlineData("1.0.0-alpha.2", "1.0.0-alpha.10")]
    [InlineData("1.0.0-alpha", "1.0.0-alpha.1")]
    [InlineData("1.0", "1.0.1")]
    public void Orders_package_folders_as_versions_not_as_text(string older, string newer)
    {
        Assert.True(PackageVersion.Parse(older).CompareTo(PackageVersion.Parse(newer)) < 0);
        Assert.True(PackageVersion.Parse(newer).CompareTo(PackageVersion.Parse(older)) > 0);
        Assert.Equal(0, PackageVersion.Parse(older).CompareTo(PackageVersion.Parse(older + "+build.5")));
    }
}
