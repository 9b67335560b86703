namespace TrainForge.PackageTests.Frameworks;

[Trait("Category", "Nightly")]
public sealed class NUnit4Platform(NUnit4Platform.User host) : HostSuite<NUnit4Platform.User>(host)
{
    public sealed class User() : Host(
        new Platform(),
        $"""<PackageReference Include="NUnit" Version="4.6.1" /><PackageReference Include="NUnit3TestAdapter" Version="5.2.0" />""",
        NUnitCases.Source,
        NUnitCases.Stashes,
        "<EnableNUnitRunner>true</EnableNUnitRunner>");
}
