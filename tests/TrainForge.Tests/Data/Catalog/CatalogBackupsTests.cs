using TrainForge.Data.Catalog;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Catalog;

public sealed class CatalogBackupsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recorded;
    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    public CatalogBackupsTests()
    {
        _recorded = new Recording(_folder.File("root"));
        _recorded.AskMany(3);
        Catalog.Refresh(CancellationToken.None);
    }

    private ProjectCatalog Catalog => new(_recorded.Root);

    private CatalogBackups Backups => new(_recorded.Root, _clock);

    private long Attempts => Catalog.Status()!.Tables["attempt"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_copy_gives_back_what_was()
    {
        var (name, _) = Backups.Create(7, CancellationToken.None);
        _recorded.AskMany(5, run: "run-2");
        Catalog.Refresh(CancellationToken.None);
        Assert.Equal(8, Attempts);

        Backups.Restore(name, CancellationToken.None);

        Assert.Equal("catalog-20260301T100000Z-001", name);
        Assert.Equal(3, Attempts);
    }

    [Fact]
    public void The_newest_copies_stay_also_within_one_second()
    {
        for (var i = 0; i < 4; i++)
        {
            Backups.Create(2, CancellationToken.None);
        }

        Assert.Equal(["catalog-20260301T100000Z-003", "catalog-20260301T100000Z-004"], Backups.List());
    }

    [Fact]
    public void A_copy_under_a_name_of_ones_own_neither_goes_nor_takes_the_place_of_the_new_one()
    {
        Backups.Create(1, CancellationToken.None);
        var mine = Path.Combine(_recorded.Root.Folder, "backups", "catalog-mine.db");
        File.Copy(Path.ChangeExtension(mine, null).Replace("catalog-mine", Backups.List()[0], StringComparison.Ordinal) + ".db", mine);

        var (name, removed) = Backups.Create(1, CancellationToken.None);

        Assert.Equal(["catalog-20260301T100000Z-001"], removed);
        Assert.Equal([name, "catalog-mine"], Backups.List());
        Backups.Restore("catalog-mine", CancellationToken.None);
    }

    [Fact]
    public void A_damaged_catalog_is_not_kept_and_takes_no_older_copy_with_it()
    {
        Backups.Create(1, CancellationToken.None);
        File.WriteAllText(_recorded.Root.Catalog, new string('x', 5000));

        var error = Assert.Throws<TrainForgeException>(() => Backups.Create(1, CancellationToken.None));

        Assert.Contains(error.Diagnostic.Rule.Code, (string[])["TF3083", "TF3086"]);
        Assert.Equal(["catalog-20260301T100000Z-001"], Backups.List());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_recorded.Root.Folder, "backups"), ".*"));
    }

    [Fact]
    public void A_copy_that_does_not_open_is_refused_and_the_catalog_stays()
    {
        var (name, _) = Backups.Create(7, CancellationToken.None);
        File.WriteAllText(Path.Combine(_recorded.Root.Folder, "backups", name + ".db"), new string('x', 5000));

        var error = Assert.Throws<TrainForgeException>(() => Backups.Restore(name, CancellationToken.None));

        Assert.Equal("TF3086", error.Diagnostic.Rule.Code);
        Assert.Equal(3, Attempts);
    }

    [Fact]
    public void A_damaged_catalog_is_put_aside_and_replaced()
    {
        var (name, _) = Backups.Create(7, CancellationToken.None);
        File.WriteAllText(_recorded.Root.Catalog, new string('x', 5000));

        Backups.Restore(name, CancellationToken.None);

        Assert.Equal(3, Attempts);
        Assert.True(File.Exists(_recorded.Root.Catalog + ".aside-1"));
    }

    [Fact]
    public void A_name_that_is_not_there_is_said_and_leads_nowhere()
    {
        Assert.Equal("TF3087", Assert.Throws<TrainForgeException>(() => Backups.Restore("../catalog", CancellationToken.None)).Diagnostic.Rule.Code);
    }
}
