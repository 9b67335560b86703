namespace TrainForge.PackageTests.Frameworks;

public sealed class NUnit5(NUnit5.User host) : HostSuite<NUnit5.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />""",
        NUnitCases.Source,
        NUnitCases.Stashes);
}
