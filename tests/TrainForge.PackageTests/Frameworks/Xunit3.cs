namespace TrainForge.PackageTests.Frameworks;

public sealed class Xunit3(Xunit3.User host) : HostSuite<Xunit3.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="xunit.v3" Version="3.2.2" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />""",
        XunitCases.Source3,
        XunitCases.Stashes3);
}
