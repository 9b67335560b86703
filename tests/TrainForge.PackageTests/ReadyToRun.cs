using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace TrainForge.PackageTests;

public sealed class ReadyToRun : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("TrainForge.Build", "tools/trainforge-linux-x64/", true)]
    [InlineData("TrainForge.Build", "tools/trainforge-win-x64/", true)]
    [InlineData("TrainForge.Build", "tools/trainforge/", false)]
    [InlineData("TrainForge.Tool", "tools/net10.0/linux-x64/", true)]
    [InlineData("TrainForge.Tool", "tools/net10.0/win-x64/", true)]
    [InlineData("TrainForge.Tool", "tools/net10.0/any/", false)]
    public void Every_assembly_of_a_variant_is_compiled_ahead_of_time_and_none_of_the_portable_tool(string id, string folder, bool ahead)
    {
        NeedsVariants();
        using var package = ZipFile.OpenRead(Path.Combine(Feed.Folder, $"{id}.{Package.Version}.nupkg"));
        var assemblies = package.Entries.Where(e => e.FullName == folder + e.Name && e.Name.EndsWith(".dll", StringComparison.Ordinal) && e.Name != "e_sqlite3.dll").ToArray();

        Assert.Contains(assemblies, e => e.Name == "trainforge.dll");
        Assert.All(assemblies, entry => Assert.True(ahead == IsCompiledAhead(entry), entry.FullName));
    }

    [Fact]
    public void A_users_project_starts_the_variant_of_its_machine()
    {
        NeedsVariants();
        var folder = RuntimeInformation.RuntimeIdentifier is "linux-x64" or "win-x64" ? $"trainforge-{RuntimeInformation.RuntimeIdentifier}" : "trainforge";
        Assert.Equal(0, _project.Run("restore").ExitCode);

        var tool = _project.Run("msbuild", "-getProperty:TrainForgeTool");

        Assert.Contains($"tools/{folder}/trainforge.dll", tool.Output.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.True(File.Exists(tool.Output.Trim()), tool.Output);
    }

    private static void NeedsVariants() => Assert.SkipUnless(Feed.HasVariants, "This build made no variants; build with -p:TrainForgeSlow=true.");

    private static bool IsCompiledAhead(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var content = entry.Open())
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var image = new PEReader(bytes);
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
