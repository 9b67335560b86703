// What is packed: the package of users' test projects, the dotnet tool, and the Cake addin with its recipe. All get one version.
string[] Packages = { "TrainForge.Build", "TrainForge.Tool", "Cake.TrainForge" };

Task("Pack")
    .Description("Packs everything into artifacts/packages, with the version of the real Nerdbank engine where node is present; --package-version=… overrides it.")
    .Does(() =>
    {
        var version = PackageVersion();
        var output = Root.Combine("artifacts/packages");
        CleanDirectory(output);
        PackAll(version, output);
        Information("Packed version {0} into {1}:", version, output.FullPath);
        foreach (var file in GetFiles($"{output}/*.nupkg").OrderBy(f => f.FullPath, StringComparer.Ordinal))
        {
            Information("  {0}  {1:0.0} MB", file.GetFilename(), new System.IO.FileInfo(file.FullPath).Length / 1e6);
        }
    });

Task("Repack")
    .Description("Builds and packs everything twice from nothing and compares what the packages hold.")
    .Does(() =>
    {
        var work = Root.Combine("artifacts/repack");
        var packed = new[] { "first", "second" }.Select(name =>
        {
            // In one place, twice: nothing of the first build may reach the second.
            CleanDirectory(work.Combine("build"));
            CleanDirectory(work.Combine(name));
            PackAll("0.0.0-repack", work.Combine(name), work.Combine("build"));
            return Contents(work.Combine(name));
        }).ToArray();

        var differing = packed[0].Keys.Union(packed[1].Keys)
            .Where(entry => packed[0].GetValueOrDefault(entry) != packed[1].GetValueOrDefault(entry))
            .Order(StringComparer.Ordinal).ToArray();
        if (differing.Length > 0)
        {
            throw new CakeException($"Packed twice, these differ: {string.Join(", ", differing)}.");
        }

        Information("Packed twice: {0} files in {1} packages are the same.", packed[0].Count, Packages.Length);
    });

// --ready-to-run=false leaves out the variants compiled ahead of time, where their packs cannot be restored (eng/decisions/0040).
void PackAll(string version, DirectoryPath output, DirectoryPath artifacts = null)
{
    foreach (var package in Packages)
    {
        var properties = new DotNetMSBuildSettings()
            .WithProperty("Version", version)
            .WithProperty("TrainForgeReadyToRun", Argument("ready-to-run", true) ? "true" : "false");
        if (artifacts is not null)
        {
            properties.WithProperty("ArtifactsPath", artifacts.FullPath);
        }

        DotNetPack(Root.CombineWithFilePath($"src/{package}/{package}.csproj").FullPath, new DotNetPackSettings
        {
            Configuration = configuration,
            OutputDirectory = output,
            MSBuildSettings = properties,
        });
    }
}

// The hash of every file in every package. The parts of the archive itself carry a random name and are nobody's content.
Dictionary<string, string> Contents(DirectoryPath folder)
{
    var hashes = new Dictionary<string, string>();
    foreach (var file in GetFiles($"{folder}/*.nupkg"))
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(file.FullPath);
        foreach (var entry in archive.Entries.Where(e => !e.FullName.StartsWith("_rels/") && !e.FullName.StartsWith("package/")))
        {
            using var content = entry.Open();
            hashes.Add($"{file.GetFilename()}/{entry.FullName}", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content)));
        }
    }

    return hashes;
}
