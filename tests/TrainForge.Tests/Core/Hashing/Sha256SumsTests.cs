using System.Diagnostics;
using TrainForge.Diagnostics;
using TrainForge.Hashing;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Hashing;

public sealed class Sha256SumsTests : IDisposable
{
    private static readonly HashSet<string> None = [];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_as_it_was_listed()
    {
        Fill("b.txt", "a/Ü ber.txt", "a/a.txt", "Z");

        Sha256Sums.Write(_folder.Path, new HashSet<string> { "Z" }, CancellationToken.None);

        var paths = File.ReadAllLines(_folder.File("SHA256SUMS")).Select(line => line[66..]);
        Assert.Equal(["a/a.txt", "a/Ü ber.txt", "b.txt"], paths);
        Assert.Empty(Sha256Sums.Verify(_folder.Path, new HashSet<string> { "Z" }, CancellationToken.None));
    }

    [Fact]
    public void Every_way_to_differ_is_a_problem_of_its_own()
    {
        Fill("changed", "missing", "kept");
        Sha256Sums.Write(_folder.Path, None, CancellationToken.None);
        File.AppendAllText(_folder.File("changed"), "!");
        File.Delete(_folder.File("missing"));
        Fill("new");
        var hash = new string('0', 64);
        File.AppendAllText(_folder.File("SHA256SUMS"), $"{hash}  ../outside\n{hash}  /etc/hosts\nnot a sum\n\\{hash}  odd\\x\n");

        var problems = Sha256Sums.Verify(_folder.Path, None, CancellationToken.None);

        Assert.Equal(
            [
                new(SumFault.FileChanged, "changed", 1),
                new(SumFault.FileMissing, "missing", 3),
                new(SumFault.PathOutside, "../outside", 4),
                new(SumFault.PathOutside, "/etc/hosts", 5),
                new(SumFault.LineNotUnderstood, "not a sum", 6),
                new(SumFault.LineNotUnderstood, $"\\{hash}  odd\\x", 7),
                new(SumFault.FileNotListed, "new", 0),
            ],
            problems);
    }

    [Fact]
    public void A_missing_list_is_the_one_problem() =>
        Assert.Equal([new SumProblem(SumFault.ListMissing, "SHA256SUMS", 0)], Sha256Sums.Verify(_folder.Path, None, CancellationToken.None));

    [Fact]
    public void Links_are_never_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links any user may make.");
        Fill("kept");
        Sha256Sums.Write(_folder.Path, None, CancellationToken.None);
        Directory.CreateSymbolicLink(_folder.File("link"), "/etc");

        Assert.Equal([new SumProblem(SumFault.Link, "link", 0)], Sha256Sums.Verify(_folder.Path, None, CancellationToken.None));
        Assert.Equal("TF3013", Assert.Throws<TrainForgeException>(() => ContentHash.Of(_folder.Path, None, CancellationToken.None)).Diagnostic.Rule.Code);
    }

    [Fact]
    public void The_program_sha256sum_agrees_even_on_odd_names()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "There is no /usr/bin/sha256sum here.");
        Fill("plain", " blank in front", "line\nbreak", "carriage\rreturn", "back\\slash", "-dash", "çok/güzel 漢字", "*star");
        Sha256Sums.Write(_folder.Path, None, CancellationToken.None);

        Assert.Equal(0, Judge());
        Assert.Empty(Sha256Sums.Verify(_folder.Path, None, CancellationToken.None));
        File.AppendAllText(_folder.File("line\nbreak"), "!");
        Assert.Equal(1, Judge());
        Assert.Equal(SumFault.FileChanged, Assert.Single(Sha256Sums.Verify(_folder.Path, None, CancellationToken.None)).Fault);
    }

    [Fact]
    public void A_content_hash_knows_names_lengths_and_bytes_and_nothing_else()
    {
        Fill("a", "b/c", "left out");
        var out1 = new HashSet<string> { "left out" };
        var hash = ContentHash.Of(_folder.Path, out1, CancellationToken.None);

        File.SetLastWriteTimeUtc(_folder.File("a"), DateTime.UnixEpoch);
        File.AppendAllText(_folder.File("left out"), "!");
        File.WriteAllText(_folder.File(".tf-0123456789abcdef.tmp"), "left by a killed writer");
        Assert.Equal(hash, ContentHash.Of(_folder.Path, out1, CancellationToken.None));
        Assert.Equal("ad302093", hash[..8]);

        File.Move(_folder.File("a"), _folder.File("a2"));
        Assert.NotEqual(hash, ContentHash.Of(_folder.Path, out1, CancellationToken.None));
    }

    private void Fill(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
            File.WriteAllText(_folder.File(name), name);
        }
    }

    private int Judge()
    {
        using var judge = Process.Start(new ProcessStartInfo("/usr/bin/sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        judge.StandardOutput.ReadToEnd();
        judge.WaitForExit();
        return judge.ExitCode;
    }
}
