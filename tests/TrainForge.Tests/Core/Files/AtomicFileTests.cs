using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Target => _folder.File("kept", "file.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_makes_the_folder_and_leaves_nothing_beside()
    {
        AtomicFile.WriteAllText(Target, "bir");
        AtomicFile.WriteAllBytes(Target, "iki"u8);
        AtomicFile.Write(Target, stream => stream.Write("üç"u8));

        Assert.Equal("üç"u8.ToArray(), File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.File("kept")));
    }

    [Fact]
    public void A_failing_or_cancelled_writer_leaves_the_old_content_and_nothing_beside()
    {
        AtomicFile.WriteAllText(Target, "old");
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            cancel.Token.ThrowIfCancellationRequested();
        }));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.File("kept")));
    }

    [Fact]
    public void A_missing_file_the_writer_reads_is_not_blamed_on_the_target() =>
        Assert.Throws<FileNotFoundException>(() => AtomicFile.Write(Target, _ => File.ReadAllText(_folder.File("missing"))));

    [Fact]
    public void A_full_disk_is_one_error_that_names_the_file()
    {
        var full = new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

        var e = Assert.Throws<TrainForgeException>(() => AtomicFile.Write(Target, _ => throw full));

        Assert.Equal($"'{Target}' cannot be written: the disk or the quota is full. Make room and run again; nothing half-written is left behind.", e.Message);
        Assert.Empty(Directory.GetFiles(_folder.File("kept")));
    }

    [Fact]
    public void A_folder_that_is_a_file_and_a_target_that_is_a_folder_are_errors_that_name_the_file()
    {
        File.WriteAllText(_folder.File("kept"), "a file");
        var folder = Directory.CreateDirectory(_folder.File("folder")).FullName;

        Assert.Equal("TF3001", Assert.Throws<TrainForgeException>(() => AtomicFile.WriteAllText(Target, "x")).Diagnostic.Rule.Code);
        var e = Assert.Throws<TrainForgeException>(() => AtomicFile.WriteAllText(folder, "x"));

        Assert.Equal("TF3001", e.Diagnostic.Rule.Code);
        Assert.Contains($"'{folder}'", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, ".tf-*"));
    }

    [Fact]
    public void A_name_no_file_system_takes_is_one_error()
    {
        var e = Assert.Throws<TrainForgeException>(() => AtomicFile.WriteAllText(_folder.File(new string('x', 300)), "x"));

        Assert.Equal("TF3001", e.Diagnostic.Rule.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_read_only_folder_is_one_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows folders have no read-only mode.");
        Assert.SkipWhen(Environment.UserName == "root", "Modes do not bind root; run as another user.");
        var folder = Directory.CreateDirectory(_folder.File("kept")).FullName;
#pragma warning disable CA1416 // skipped on Windows above
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var e = Assert.Throws<TrainForgeException>(() => AtomicFile.WriteAllText(Target, "x"));

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        Assert.Contains("this user may not write there", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_permissions_and_follows_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions, and links any user may make.");
        AtomicFile.WriteAllText(Target, "old");
#pragma warning disable CA1416 // skipped on Windows above
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var link = File.CreateSymbolicLink(_folder.File("link"), Target).FullName;

        AtomicFile.WriteAllText(link, "new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
#pragma warning restore CA1416
    }

    [Fact]
    public void Sweeps_what_killed_writers_left_and_nothing_else()
    {
        string[] names = [".tf-0123456789abcdef.tmp", ".tf-0000000000000000.tmp", ".tf-notours.tmp", ".tf-0123456789ABCDEF.tmp", "file.tmp"];
        foreach (var name in names)
        {
            File.WriteAllBytes(_folder.File(name), Encoding.ASCII.GetBytes(name));
            File.SetLastWriteTimeUtc(_folder.File(name), DateTime.UtcNow.AddHours(-2));
        }

        File.SetLastWriteTimeUtc(_folder.File(names[1]), DateTime.UtcNow);

        Assert.Equal(1, AtomicFile.Sweep(_folder.Path, TimeSpan.FromHours(1), TimeProvider.System));
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.Equal(0, AtomicFile.Sweep(_folder.File("no such folder"), TimeSpan.Zero, TimeProvider.System));
    }
}
