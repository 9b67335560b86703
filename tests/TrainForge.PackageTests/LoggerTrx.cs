namespace TrainForge.PackageTests;

public sealed class LoggerTrx : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    // Both ways replace the property that a package's props would set. Ours must stay, and theirs too.
    [Fact]
    public void A_logger_of_the_users_and_ours_both_run()
    {
        var option = _project.Test("--logger", "trx;LogFileName=option.trx");
        Assert.True(option.ExitCode == 0, option.Output);
        Assert.True(_project.Versions is ["v0001"], option.Output);
        Directory.Delete(_project.In("datasets"), recursive: true);

        var property = _project.Test("--no-build", "-p:VSTestLogger=trx%3BLogFileName=property.trx");

        Assert.True(property.ExitCode == 0, property.Output);
        Assert.True(_project.Versions is ["v0001"], property.Output);
        Assert.Equal(
            ["option.trx", "property.trx"],
            Directory.GetFiles(_project.Folder, "*.trx", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }
}
