namespace TrainForge.PackageTests.Frameworks;

public sealed class Xunit3Executable(Xunit3Executable.User host) : HostSuite<Xunit3Executable.User>(host)
{
    public sealed class User() : Host(
        new Executable(IsXunit: true),
        $"""<PackageReference Include="xunit.v3" Version="3.2.2" />""",
        XunitCases.Source3,
        XunitCases.Stashes3);
}
