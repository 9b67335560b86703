using TrainForge.Conversations;
using TrainForge.Data.Catalog;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Data.Catalog;

public sealed class ProjectCatalogTests : IDisposable
{
    private const string Everything =
        "SELECT 'd', name, version, content_hash, groups, pinned FROM dataset UNION ALL SELECT 'f', path, sha256, rows, bytes, 0 FROM dataset_file UNION ALL SELECT 's', stage, position, items_in, items_out, 0 FROM dataset_stage "
        + "UNION ALL SELECT 'r', stage, kind, reason, items, 0 FROM dataset_reason UNION ALL SELECT 'i', place, 0, 0, 0, 0 FROM dataset_input UNION ALL SELECT 'a', folder, run, outcome, number, flaky FROM attempt UNION ALL SELECT 'p', kind, sha256, name, bytes, lines FROM source ORDER BY 1, 2, 3, 4";

    private readonly TempFolder _folder = new();
    private readonly Recording _recorded;

    public ProjectCatalogTests()
    {
        _recorded = new Recording(_folder.File("root ş"));
        _recorded.AskMany(8);
        _recorded.Ask("Shop.Tests.Bad", "Wrong?", "Yes.", Outcome.Failed);
    }

    private ProjectCatalog Catalog => new(_recorded.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Holds_what_the_files_hold()
    {
        await _recorded.BuildAsync();

        Assert.Empty(Catalog.Refresh(CancellationToken.None));

        Assert.Equal([["main", "v0001", 9L]], Ask("SELECT name, version, (SELECT count(*) FROM attempt) FROM dataset"));
        Assert.Equal([["test-failed", 1L]], Ask("SELECT reason, items FROM dataset_reason WHERE stage = 'outcome'"));
        Assert.Equal([["Shop.Tests.Bad", "failed"]], Ask("SELECT test_name, outcome FROM attempt WHERE outcome <> 'passed'"));
        Assert.Equal([[9L]], Ask("SELECT count(*) FROM dataset_input JOIN attempt ON attempt.folder = 'stashes/' || place"));
    }

    // Wherever the disk runs full: in the schema, in a row, at the end. SQLite then takes the change back by itself.
    [Fact]
    public void A_full_disk_is_one_error_and_with_room_the_catalog_is_whole()
    {
        using var disk = Mount.Memory(_folder.File("small disk"), "700k");
        var recorded = new Recording(disk.Folder);
        recorded.AskMany(30);
        var (catalog, faults) = (new ProjectCatalog(recorded.Root), 0);
        var filler = Path.Combine(disk.Folder, "filler");
        for (var room = 0; room <= 240; room += 8)
        {
            foreach (var file in Directory.GetFiles(disk.Folder, "catalog.db*"))
            {
                File.Delete(file);
            }

            var free = new DriveInfo(disk.Folder).AvailableFreeSpace;
            File.WriteAllBytes(filler, new byte[Math.Max(0, free - (room * 1024))]);
            try
            {
                catalog.Refresh(CancellationToken.None);
            }
            catch (TrainForgeException e)
            {
                faults++;
                Assert.Equal(Rules.FileNotWritten, e.Diagnostic.Rule);
                Assert.Contains("catalog.db", e.Diagnostic.Message, StringComparison.Ordinal);
            }

            File.Delete(filler);
        }

        catalog.Refresh(CancellationToken.None);
        Assert.InRange(faults, 3, 30);
        Assert.Equal([[30L]], CatalogQuery.Run(recorded.Root, "SELECT count(*) FROM attempt", CancellationToken.None).Rows);
    }

    [Fact]
    public async Task Follows_the_files_and_ends_where_a_rebuild_ends()
    {
        await _recorded.BuildAsync();
        Catalog.Refresh(CancellationToken.None);
        _recorded.Ask("Shop.Tests.New", "More?", "More.", run: "run-2");
        await _recorded.BuildAsync();
        File.WriteAllText(Path.Combine(_recorded.Root.Datasets, "main", "v0001.pin"), "");
        Directory.Delete(Path.Combine(_recorded.Root.Stashes, "run-1"), recursive: true);

        Catalog.Refresh(CancellationToken.None);
        var followed = Ask(Everything);
        Catalog.Rebuild(CancellationToken.None);

        Assert.Equal(followed, Ask(Everything));
        Assert.Equal([["v0001", 1L], ["v0002", 0L]], Ask("SELECT version, pinned FROM dataset ORDER BY number"));
        Assert.Equal([[1L]], Ask("SELECT count(*) FROM attempt"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_rest_is_there()
    {
        await _recorded.BuildAsync();
        File.WriteAllText(Path.Combine(_recorded.Root.Datasets, "main", "v0001", DatasetPaths.Manifest), "{");

        var problem = Assert.Single(Catalog.Refresh(CancellationToken.None));

        Assert.Equal("TF3032", problem.Rule.Code);
        Assert.Equal([[0L, 9L]], Ask("SELECT (SELECT count(*) FROM dataset), (SELECT count(*) FROM attempt)"));
    }

    [Fact]
    public void Goes_down_step_by_step_to_nothing_and_up_again()
    {
        for (var schema = ProjectCatalog.NewestSchema; schema >= 0; schema--)
        {
            Catalog.Migrate(schema, CancellationToken.None);
            Assert.Equal(schema, Catalog.Status()!.Schema);
            Assert.Equal(schema == 0, Catalog.Status()!.Tables.Count == 0);
        }

        Catalog.Refresh(CancellationToken.None);
        Assert.Equal([[9L]], Ask("SELECT count(*) FROM attempt"));
        Assert.Null(Catalog.Status()!.Unsound);
    }

    [Fact]
    public void A_catalog_of_a_newer_version_is_left_alone_until_a_rebuild_puts_it_aside()
    {
        Catalog.Refresh(CancellationToken.None);
        using (var db = CatalogFile.OpenForWriting(_recorded.Root.Catalog))
        {
            CatalogFile.Run(db, "PRAGMA user_version = 99");
        }

        var error = Assert.Throws<TrainForgeException>(() => Catalog.Refresh(CancellationToken.None));
        var (aside, _) = Catalog.Rebuild(CancellationToken.None);

        Assert.Equal("TF3082", error.Diagnostic.Rule.Code);
        Assert.True(File.Exists(aside));
        Assert.Equal(ProjectCatalog.NewestSchema, Catalog.Status()!.Schema);
    }

    [Fact]
    public void A_damaged_catalog_is_one_error_and_can_be_made_again()
    {
        Catalog.Refresh(CancellationToken.None);
        File.WriteAllText(_recorded.Root.Catalog, "This is no database, but it is long enough to be taken for one by its name alone.");

        var error = Assert.Throws<TrainForgeException>(() => Catalog.Refresh(CancellationToken.None));
        var (aside, _) = Catalog.Rebuild(CancellationToken.None);

        Assert.Equal("TF3083", error.Diagnostic.Rule.Code);
        Assert.EndsWith("catalog.db.aside-1", aside, StringComparison.Ordinal);
        Assert.Equal([[9L]], Ask("SELECT count(*) FROM attempt"));
    }

    [Fact]
    public async Task Readers_and_writers_at_once_see_whole_states_only()
    {
        await _recorded.BuildAsync();
        Catalog.Refresh(CancellationToken.None);
        var expected = Ask(Everything);

        var writers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                Catalog.Rebuild(CancellationToken.None);
            }
        })).ToList();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                Assert.Equal(expected, Ask(Everything));
            }
        }));
        await Task.WhenAll([.. writers, .. readers]);

        Assert.Null(Catalog.Status()!.Unsound);
    }

    [Fact]
    public async Task A_killed_writer_leaves_the_last_whole_state()
    {
        await _recorded.BuildAsync();
        Catalog.Refresh(CancellationToken.None);
        var expected = Ask(Everything);

        for (var kill = 0; kill < 5; kill++)
        {
            using var probe = ProbeProcess.Start("rebuild-catalog", _recorded.Root.Folder);
            for (var turns = 0; turns <= kill; turns++)
            {
                Assert.Equal("again", probe.ReadLine());
            }

            probe.Kill();

            Assert.Equal(expected, Ask(Everything));
            Assert.Null(Catalog.Status()!.Unsound);
            Assert.Empty(Catalog.Refresh(CancellationToken.None));
        }
    }

    [Theory]
    [InlineData("DELETE FROM attempt")]
    [InlineData("CREATE TABLE mine (a)")]
    [InlineData("ATTACH '/tmp/other.db' AS other")]
    [InlineData("SELECT * FROM nothing")]
    [InlineData("PRAGMA query_only = OFF; DELETE FROM attempt; SELECT 1")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("PRAGMA user_version = 99; SELECT 1")]
    [InlineData("BEGIN; SELECT 1")]
    [InlineData("VACUUM INTO 'elsewhere.db'")]
    [InlineData("This is no SQL.")]
    public void A_query_reads_the_catalog_and_does_nothing_else(string sql)
    {
        Catalog.Refresh(CancellationToken.None);

        Assert.Equal("TF3085", Assert.Throws<TrainForgeException>(() => Ask(sql)).Diagnostic.Rule.Code);
        Assert.Equal([[9L]], Ask("SELECT count(*) FROM attempt"));
    }

    [Fact]
    public void A_query_without_end_can_be_interrupted()
    {
        Catalog.Refresh(CancellationToken.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => CatalogQuery.Run(_recorded.Root, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", cancel.Token));
    }

    private IReadOnlyList<IReadOnlyList<object?>> Ask(string sql) => CatalogQuery.Run(_recorded.Root, sql, CancellationToken.None).Rows;
}
