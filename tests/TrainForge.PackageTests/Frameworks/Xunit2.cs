namespace TrainForge.PackageTests.Frameworks;

public sealed class Xunit2(Xunit2.User host) : HostSuite<Xunit2.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />""",
        XunitCases.Source2,
        XunitCases.Stashes2);
}
