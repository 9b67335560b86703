namespace TrainForge.PackageTests;

public sealed class RepositoryRules(RulesFixture rules) : IClassFixture<RulesFixture>
{
    [Theory]
    [InlineData("Reference", "error REPO0001: TrainForge.Reference may not reference TrainForge.Low.")]
    [InlineData("HintPath", "error REPO0001: TrainForge.HintPath may not reference TrainForge.Low.")]
    [InlineData("Undeclared", "error REPO0001: TrainForge.Undeclared does not say what it may reference.")]
    [InlineData("Long", "error REPO0002: The file has 401 lines; the limit is 400.")]
    public void A_project_that_breaks_a_rule_does_not_build(string project, string error)
    {
        Assert.Equal(1, rules.Build.ExitCode);
        Assert.Contains(error, rules.Build.Output, StringComparison.Ordinal);
        Assert.Contains($"TrainForge.{project}", rules.Build.Lines(error), StringComparison.Ordinal);
        Assert.False(rules.WasBuilt(project), rules.Build.Output);
    }

    [Theory]
    [InlineData("Low")]
    [InlineData("High")]
    public void A_project_that_keeps_them_builds(string project)
    {
        Assert.True(rules.WasBuilt(project), rules.Build.Output);
        Assert.DoesNotContain($"TrainForge.{project}.csproj", rules.Build.Lines(": error "), StringComparison.Ordinal);
    }
}
