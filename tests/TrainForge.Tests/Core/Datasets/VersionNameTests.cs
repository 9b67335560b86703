using TrainForge.Datasets;

namespace TrainForge.Tests.Core.Datasets;

public class VersionNameTests
{
    [Theory]
    [InlineData(1, "v0001")]
    [InlineData(9999, "v9999")]
    [InlineData(10000, "v10000")]
    public void Names_and_numbers_are_one_to_one(int number, string name)
    {
        Assert.Equal(name, VersionName.Of(number));
        Assert.Equal(number, VersionName.Parse(name));
    }

    [Theory]
    [InlineData("v0000")]
    [InlineData("v1")]
    [InlineData("v00001")]
    [InlineData("V0001")]
    [InlineData("v٠٠٠١")]
    [InlineData("v0001-2")]
    [InlineData(".building-0001")]
    [InlineData("v99999999999")]
    public void Nothing_else_is_a_version(string name) => Assert.Null(VersionName.Parse(name));
}
