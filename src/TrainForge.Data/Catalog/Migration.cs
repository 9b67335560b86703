namespace TrainForge.Data.Catalog;

/// <summary>One step of the catalog's schema. A step that was released is never changed: the next one changes what it made.</summary>
/// <param name="Number">Counts from 1; the schema's number after <paramref name="Up"/>.</param>
internal sealed record Migration(int Number, string Name, string Up, string Down)
{
    /// <summary>All of them, in order. Types are held by CHECK: this SQLite has no strict tables.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, "datasets",
            """
            CREATE TABLE dataset (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL CHECK (typeof(name) = 'text'),
              version TEXT NOT NULL CHECK (typeof(version) = 'text'),
              number INTEGER NOT NULL CHECK (typeof(number) = 'integer'),
              folder TEXT NOT NULL UNIQUE,
              stamp TEXT NOT NULL,
              content_hash TEXT NOT NULL CHECK (typeof(content_hash) = 'text'),
              built TEXT,
              builder TEXT,
              groups INTEGER NOT NULL CHECK (typeof(groups) = 'integer'),
              pinned INTEGER NOT NULL CHECK (pinned IN (0, 1))
            );
            CREATE INDEX dataset_name ON dataset (name, number);
            CREATE TABLE dataset_file (
              dataset INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
              path TEXT NOT NULL,
              rows INTEGER NOT NULL CHECK (typeof(rows) = 'integer'),
              bytes INTEGER NOT NULL CHECK (typeof(bytes) = 'integer'),
              sha256 TEXT NOT NULL,
              PRIMARY KEY (dataset, path)
            ) WITHOUT ROWID;
            CREATE TABLE dataset_stage (
              dataset INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
              position INTEGER NOT NULL,
              stage TEXT NOT NULL,
              items_in INTEGER NOT NULL CHECK (typeof(items_in) = 'integer'),
              items_out INTEGER NOT NULL CHECK (typeof(items_out) = 'integer'),
              PRIMARY KEY (dataset, position)
            ) WITHOUT ROWID;
            CREATE TABLE dataset_reason (
              dataset INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
              stage TEXT NOT NULL,
              kind TEXT NOT NULL CHECK (kind IN ('dropped', 'cut')),
              reason TEXT NOT NULL,
              items INTEGER NOT NULL CHECK (typeof(items) = 'integer'),
              PRIMARY KEY (dataset, stage, kind, reason)
            ) WITHOUT ROWID;
            CREATE TABLE dataset_input (
              dataset INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
              place TEXT NOT NULL,
              PRIMARY KEY (dataset, place)
            ) WITHOUT ROWID;
            """,
            """
            DROP TABLE dataset_input;
            DROP TABLE dataset_reason;
            DROP TABLE dataset_stage;
            DROP TABLE dataset_file;
            DROP INDEX dataset_name;
            DROP TABLE dataset;
            """),
        new(2, "attempts and sources",
            """
            CREATE TABLE attempt (
              folder TEXT PRIMARY KEY,
              stamp TEXT NOT NULL,
              run TEXT NOT NULL,
              test_id TEXT,
              test_name TEXT,
              class_name TEXT,
              assembly TEXT,
              target_framework TEXT,
              outcome TEXT NOT NULL CHECK (outcome IN ('none', 'passed', 'failed', 'skipped', 'timed_out', 'inconclusive')),
              number INTEGER NOT NULL CHECK (typeof(number) = 'integer'),
              flaky INTEGER NOT NULL CHECK (flaky IN (0, 1)),
              started TEXT,
              duration_s REAL,
              interactions INTEGER,
              tool_calls INTEGER
            ) WITHOUT ROWID;
            CREATE INDEX attempt_test ON attempt (test_name, started);
            CREATE TABLE source (
              kind TEXT NOT NULL,
              sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
              stamp TEXT NOT NULL,
              name TEXT NOT NULL,
              bytes INTEGER NOT NULL CHECK (typeof(bytes) = 'integer'),
              lines INTEGER NOT NULL CHECK (typeof(lines) = 'integer'),
              extends TEXT,
              PRIMARY KEY (kind, sha256)
            ) WITHOUT ROWID;
            """,
            """
            DROP TABLE source;
            DROP INDEX attempt_test;
            DROP TABLE attempt;
            """),
    ];

    public const int Newest = ProjectCatalog.NewestSchema;
}
