namespace TrainForge.PackageTests.Frameworks;

[Trait("Category", "Nightly")]
public sealed class Xunit24(Xunit24.User host) : HostSuite<Xunit24.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="xunit" Version="2.4.2" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />""",
        XunitCases.Source2,
        XunitCases.Stashes2);
}
