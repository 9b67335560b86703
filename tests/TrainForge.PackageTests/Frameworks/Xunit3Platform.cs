namespace TrainForge.PackageTests.Frameworks;

public sealed class Xunit3Platform(Xunit3Platform.User host) : HostSuite<Xunit3Platform.User>(host)
{
    public sealed class User() : Host(
        new Platform(IsXunit: true),
        $"""<PackageReference Include="xunit.v3" Version="3.2.2" />""",
        XunitCases.Source3,
        XunitCases.Stashes3);
}
