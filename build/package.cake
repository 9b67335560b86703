// What is packed: the package of users' test projects, the dotnet tool, and the Cake addin with its recipe. All get one version.
string[] Packages = { "TrainForge.Build", "TrainForge.Tool", "Cake.TrainForge" };

Task("Pack")
    .Description("Packs everything into artifacts/packages, with the version of the real Nerdbank engine where node is present; --package-version=… overrides it.")
    .Does(() =>
    {
        var version = PackageVersion();
        var output = Root.Combine("artifacts/packages");
        CleanDirectory(output);
        PackAll(version, output, Root);
        Information("Packed version {0} into {1}:", version, output.FullPath);
        foreach (var file in GetFiles($"{output}/*.nupkg").OrderBy(f => f.FullPath, StringComparer.Ordinal))
        {
            Information("  {0}  {1:0.0} MB", file.GetFilename(), new System.IO.FileInfo(file.FullPath).Length / 1e6);
        }
    });

Task("Repack")
    .Description("Packs what is tracked twice, from nothing and in two places, and compares what the packages hold.")
    .Does(() =>
    {
        // One commit for both, of the tree as it is: the hash of a commit is in a package.
        var commit = Git("stash create").LastOrDefault() ?? "HEAD";
        var packed = new[] { "tf-first-", "tf the second ş-" }.Select(name =>
        {
            DirectoryPath place = System.IO.Directory.CreateTempSubdirectory(name).FullName;
            var tree = place.Combine("tree");
            Git($"worktree add --quiet --detach {tree.FullPath.Quote()} {commit}");
            try
            {
                PackAll("0.0.0-repack", place.Combine("packages"), tree);
                return Contents(place.Combine("packages"));
            }
            finally
            {
                Git($"worktree remove --force {tree.FullPath.Quote()}");
                DeleteDirectory(place, new DeleteDirectorySettings { Recursive = true, Force = true });
            }
        }).ToArray();

        var differing = packed[0].Keys.Union(packed[1].Keys)
            .Where(entry => packed[0].GetValueOrDefault(entry) != packed[1].GetValueOrDefault(entry))
            .Order(StringComparer.Ordinal).ToArray();
        if (differing.Length > 0)
        {
            throw new CakeException($"Packed in two places, these differ: {string.Join(", ", differing)}.");
        }

        Information("Packed in two places: {0} files in {1} packages are the same.", packed[0].Count, Packages.Length);
    });

// Paths of this machine stay out of what is packed, so that every checkout packs the same bytes.
// --ready-to-run=false leaves out the variants compiled ahead of time, where their packs cannot be restored (eng/decisions/0040).
void PackAll(string version, DirectoryPath output, DirectoryPath tree)
{
    foreach (var package in Packages)
    {
        DotNetPack(tree.CombineWithFilePath($"src/{package}/{package}.csproj").FullPath, new DotNetPackSettings
        {
            WorkingDirectory = tree,
            Configuration = configuration,
            OutputDirectory = output,
            MSBuildSettings = new DotNetMSBuildSettings()
                .WithProperty("Version", version)
                .WithProperty("ContinuousIntegrationBuild", "true")
                .WithProperty("TrainForgeReadyToRun", Argument("ready-to-run", true) ? "true" : "false"),
        });
    }
}

List<string> Git(string arguments)
{
    var exit = StartProcess("git", new ProcessSettings { Arguments = arguments, WorkingDirectory = Root, RedirectStandardOutput = true }, out var lines);
    return exit == 0 ? lines.ToList() : throw new CakeException($"'git {arguments}' ended with exit code {exit}.");
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
