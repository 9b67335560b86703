namespace TrainForge.PackageTests.Frameworks;

public sealed class NUnit5Platform(NUnit5Platform.User host) : HostSuite<NUnit5Platform.User>(host)
{
    public sealed class User() : Host(
        new Platform(),
        $"""<PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />""",
        NUnitCases.Source,
        NUnitCases.Stashes,
        "<EnableNUnitRunner>true</EnableNUnitRunner>");
}
