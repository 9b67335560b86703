using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Catalog;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge catalog: everything below the root as tables, for questions of one's own.</summary>
internal static class CatalogCommand
{
    private const int DefaultKept = 7;

    public static Command Create(ToolContext tool) => new("catalog", "Ask an SQLite index of everything below the root; it can always be made again from the files.")
    {
        Status(tool),
        Query(tool),
        Rebuild(tool),
        Migrate(tool),
        Backup(tool),
        Restore(tool),
    };

    private static Command Status(ToolContext tool)
    {
        var command = new Command("status", "Show the catalog's tables, in step with the files, and whether the file is sound.");
        command.Runs(tool, (_, run, cancel) =>
        {
            var (catalog, code) = InStep(run, cancel);
            var status = catalog.Status()!;
            run.Print(status, text =>
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.File}: schema {status.Schema}, {Sizes.Text(status.Bytes)}, {(status.Unsound is null ? "sound" : $"damaged: {status.Unsound}")}"));
                foreach (var (table, rows) in status.Tables)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-16} {rows,9} {Counted.Word(rows, "row")}"));
                }
            });
            return Task.FromResult(status.Unsound is null ? code : ExitCode.Failed);
        });
        return command;
    }

    private static Command Query(ToolContext tool)
    {
        Argument<string> sql = new("sql") { Description = "One SELECT in SQLite's language. 'catalog status' names the tables." };
        var command = new Command("query", "Ask the catalog, in step with the files, and print the rows.") { sql };
        command.Runs(tool, (line, run, cancel) =>
        {
            var (_, code) = InStep(run, cancel);
            var answer = CatalogQuery.Run(run.FindRoot(), line.GetValue(sql)!, cancel);
            var keys = Keys(answer.Columns);
            run.Print(
                answer.Rows.Select(row => keys.Zip(row).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)),
                text =>
                {
                    text.WriteLine(string.Join('\t', answer.Columns));
                    foreach (var row in answer.Rows)
                    {
                        text.WriteLine(string.Join('\t', row.Select(Cell)));
                    }
                });
            return Task.FromResult(code);
        });
        return command;
    }

    private static Command Rebuild(ToolContext tool)
    {
        var command = new Command("rebuild", "Make the catalog again from the files. A damaged one is put aside.");
        command.Runs(tool, (_, run, cancel) =>
        {
            var root = RequireSomething(run);
            run.Begin();
            var (aside, problems) = new ProjectCatalog(root).Rebuild(cancel);
            var code = run.Tell(problems);
            run.Print(new { Aside = aside }, text => text.WriteLine($"{root.Catalog} is made again.{(aside is null ? "" : $" What was there is now {aside}.")}"));
            return Task.FromResult(code);
        });
        return command;
    }

    private static Command Migrate(ToolContext tool)
    {
        Option<int> to = new("--to") { Description = "The number of the schema; an older version of the tool needs an older one.", HelpName = "number", Required = true };
        to.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ProjectCatalog.NewestSchema)
            {
                result.AddError($"--to must be between 0 and {ProjectCatalog.NewestSchema}.");
            }
        });
        var command = new Command("migrate", "Take the catalog's schema to another number, down or up.") { to };
        command.Runs(tool, (line, run, cancel) =>
        {
            var root = RequireSomething(run);
            run.Begin();
            var schema = new ProjectCatalog(root).Migrate(line.GetValue(to), cancel);
            run.Print(new { Schema = schema }, text => text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{root.Catalog} has schema {schema}.")));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Backup(ToolContext tool)
    {
        Option<int> keep = new("--keep") { Description = "So many newest copies stay.", HelpName = "count", DefaultValueFactory = _ => DefaultKept };
        Option<bool> list = new("--list") { Description = "List the copies there are; none is made." };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--keep must be at least 1.");
            }
        });
        var command = new Command("backup", "Copy the catalog to backups/, make sure that the copy opens, and let the oldest copies go.") { keep, list };
        command.Runs(tool, (line, run, cancel) =>
        {
            var backups = new CatalogBackups(run.FindRoot(), run.Clock);
            if (line.GetValue(list))
            {
                var names = backups.List();
                run.Print(names, text => text.WriteLine(names.Count == 0 ? "There is no backup. 'trainforge catalog backup' makes one." : string.Join('\n', names)));
                return Task.FromResult(ExitCode.Done);
            }

            run.Begin();
            InStep(run, cancel);
            var (name, removed) = backups.Create(line.GetValue(keep), cancel);
            run.Print(new { Name = name, Removed = removed }, text => text.WriteLine($"Kept as {name}.{(removed.Count == 0 ? "" : $" Removed: {string.Join(", ", removed)}.")}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Restore(ToolContext tool)
    {
        Argument<string> name = new("name") { Description = "As 'catalog backup --list' says it." };
        var command = new Command("restore", "Make the catalog what a backup says. A backup that is not sound is refused.") { name };
        command.Runs(tool, (line, run, cancel) =>
        {
            run.Begin();
            new CatalogBackups(run.FindRoot(), run.Clock).Restore(line.GetValue(name)!, cancel);
            run.Print(new { Name = line.GetValue(name) }, text => text.WriteLine($"{run.FindRoot().Catalog} is what {line.GetValue(name)} says."));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    // What cannot be read is told and missing from the tables; the rest is there.
    private static (ProjectCatalog Catalog, int Code) InStep(ToolContext tool, CancellationToken cancel)
    {
        var catalog = new ProjectCatalog(RequireSomething(tool));
        tool.Begin();
        return (catalog, tool.Tell(catalog.Refresh(cancel)));
    }

    // A question must not make a root where there is none.
    private static TrainForgeRoot RequireSomething(ToolContext tool)
    {
        var root = tool.FindRoot();
        return Directory.Exists(root.Folder) ? root : throw new TrainForgeException(Rules.NothingToIndex.Here(root.Folder));
    }

    // Two columns of one name are two: 'id' and 'id_2'.
    private static List<string> Keys(IReadOnlyList<string> columns)
    {
        var keys = new List<string>();
        foreach (var column in columns)
        {
            var key = column;
            for (var number = 2; keys.Contains(key, StringComparer.Ordinal); number++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{column}_{number}");
            }

            keys.Add(key);
        }

        return keys;
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => DatasetText.OneLine(value.ToString()!),
    };
}
