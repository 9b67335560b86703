// What is packed.
string[] Packages = { "TrainForge.Build", "TrainForge.Tool", "Cake.TrainForge" };

Task("Pack")
    .Description("Packs everything into artifacts/packages, with the version of the real Nerdbank engine where node is present.")
    .IsDependentOn("Restore")
    .Does(() =>
    {
        var version = PackageVersion();
        var output = Root.Combine("artifacts/packages").FullPath;
        EnsureDirectoryExists(output);
        foreach (var package in Packages)
        {
            DotNetPack(Root.CombineWithFilePath($"src/{package}/{package}.csproj").FullPath, new DotNetPackSettings
            {
                Configuration = configuration,
                OutputDirectory = output,
                MSBuildSettings = new DotNetMSBuildSettings().WithProperty("Version", version),
            });
        }

        Information("Packed version {0} into {1}.", version, output);
    });
