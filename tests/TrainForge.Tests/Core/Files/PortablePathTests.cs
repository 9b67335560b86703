using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Tests.Core.Files;

public class PortablePathTests
{
    [Fact]
    public void The_longest_that_fits_is_handed_back_and_one_more_is_refused()
    {
        var top = Path.GetFullPath("/");
        var fits = top + new string('x', PortablePath.MaxLength - top.Length);

        Assert.Equal(fits, PortablePath.RequireFits(fits, "--root"));
        var e = Assert.Throws<TrainForgeException>(() => PortablePath.RequireFits(fits + "y", "--root"));

        Assert.Equal("TF3002", e.Diagnostic.Rule.Code);
        Assert.EndsWith("has 240 characters; at most 239 work on every system. Shorten '--root'.", e.Message, StringComparison.Ordinal);
    }
}
