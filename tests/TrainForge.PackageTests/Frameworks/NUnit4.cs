namespace TrainForge.PackageTests.Frameworks;

[Trait("Category", "Nightly")]
public sealed class NUnit4(NUnit4.User host) : HostSuite<NUnit4.User>(host)
{
    public sealed class User() : Host(
        new TestConsole(),
        $"""{Sdk}<PackageReference Include="NUnit" Version="4.6.1" /><PackageReference Include="NUnit3TestAdapter" Version="5.2.0" />""",
        NUnitCases.Source,
        NUnitCases.Stashes);
}
