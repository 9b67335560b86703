using System.IO.Compression;
using System.Security.Cryptography;

namespace TrainForge.PackageTests;

public sealed class Repack : IDisposable
{
    private readonly DirectoryInfo _again = Directory.CreateTempSubdirectory("tf-repack-");

    public void Dispose() => _again.Delete(recursive: true);

    // Of one build; './build.sh Repack' compares two builds.
    [Theory]
    [InlineData("TrainForge.Build")]
    [InlineData("TrainForge.Tool")]
    [InlineData("Cake.TrainForge")]
    public void Packing_again_gives_the_same_content(string id)
    {
        Feed.Pack(id, _again.FullName);

        var (first, second) = (Contents(Feed.Folder, id), Contents(_again.FullName, id));
        Assert.Equal(first, second);
        Assert.Contains(first, line => line.StartsWith("README.md ", StringComparison.Ordinal));
        Assert.DoesNotContain(first, line => line.Contains(".pdb ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_comparison_notices_one_changed_byte()
    {
        var file = Path.Combine(_again.FullName, $"Cake.TrainForge.{Package.Version}.nupkg");
        File.Copy(Path.Combine(Feed.Folder, Path.GetFileName(file)), file);
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Update))
        using (var readme = archive.GetEntry("README.md")!.Open())
        {
            readme.WriteByte((byte)'*');
        }

        Assert.NotEqual(Contents(Feed.Folder, "Cake.TrainForge"), Contents(_again.FullName, "Cake.TrainForge"));
    }

    private static string[] Contents(string folder, string id)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(folder, $"{id}.{Package.Version}.nupkg"));
        return [.. archive.Entries
            .Where(e => !e.FullName.StartsWith("_rels/", StringComparison.Ordinal) && !e.FullName.StartsWith("package/", StringComparison.Ordinal))
            .Select(Line)
            .Order(StringComparer.Ordinal)];
    }

    private static string Line(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return $"{entry.FullName} {Convert.ToHexStringLower(SHA256.HashData(content))}";
    }
}
