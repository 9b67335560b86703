namespace TrainForge.PackageTests.Frameworks;

public sealed class MSTest4(MSTest4.User host) : HostSuite<MSTest4.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        MSTestCases.Source,
        MSTestCases.Stashes);
}
