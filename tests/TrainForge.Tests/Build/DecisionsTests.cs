using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Build;

public class DecisionsTests
{
    // Two branches that take the same number fail here, not the reader who looks for one of the two.
    [Fact]
    public void Every_decision_has_a_number_of_its_own_and_says_it()
    {
        var pages = Directory.GetFiles(Repo.File("eng/decisions"), "*.md").Where(page => Path.GetFileName(page) != "README.md").ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.GroupBy(page => Path.GetFileName(page)[..4], StringComparer.Ordinal).Where(number => number.Count() > 1).Select(number => number.Key));
        Assert.All(pages, page => Assert.StartsWith($"# {Path.GetFileName(page)[..4]} ", File.ReadAllText(page), StringComparison.Ordinal));
    }
}
