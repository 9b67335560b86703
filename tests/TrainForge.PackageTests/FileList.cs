using System.IO.Compression;

namespace TrainForge.PackageTests;

public class FileList
{
    // What a user downloads. The signature parts of the archive are the packer's; the variants of the tool have their own test.
    [Fact]
    public void The_package_holds_what_is_recorded()
    {
        using var package = ZipFile.OpenRead(Package.File);

        Recorded.Equal(string.Join('\n', package.Entries
            .Select(entry => Uri.UnescapeDataString(entry.FullName))
            .Where(name => !name.StartsWith("tools/trainforge-", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void It_brings_two_packages_and_no_more()
    {
        using var package = ZipFile.OpenRead(Package.File);
        using var reader = new StreamReader(package.GetEntry("TrainForge.Build.nuspec")!.Open());
        var nuspec = System.Xml.Linq.XDocument.Parse(reader.ReadToEnd());

        Assert.Equal(
            ["net8.0 Microsoft.Extensions.AI.Abstractions 9.5.0", "net8.0 Microsoft.Extensions.Logging.Abstractions 8.0.0"],
            nuspec.Descendants().Where(e => e.Name.LocalName == "dependency")
                .Select(e => $"{e.Parent!.Attribute("targetFramework")!.Value} {e.Attribute("id")!.Value} {e.Attribute("version")!.Value}")
                .Order(StringComparer.Ordinal));
    }
}
