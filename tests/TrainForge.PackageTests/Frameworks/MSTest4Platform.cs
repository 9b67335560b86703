namespace TrainForge.PackageTests.Frameworks;

public sealed class MSTest4Platform(MSTest4Platform.User host) : HostSuite<MSTest4Platform.User>(host)
{
    public sealed class User() : Host(
        new Platform(),
        $"""<PackageReference Include="MSTest.TestFramework" Version="4.5.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />""",
        MSTestCases.Source,
        MSTestCases.Stashes,
        "<EnableMSTestRunner>true</EnableMSTestRunner>");
}
