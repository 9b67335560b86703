namespace TrainForge.PackageTests.Frameworks;

public sealed class MSTest4Executable(MSTest4Executable.User host) : HostSuite<MSTest4Executable.User>(host)
{
    public sealed class User() : Host(
        new Executable(),
        $"""<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        MSTestCases.Source,
        MSTestCases.Stashes,
        "<EnableMSTestRunner>true</EnableMSTestRunner>");
}
