// Cake runs a script in the script's own folder.
DirectoryPath Root = MakeAbsolute(Directory(".."));
string Solution = Root.CombineWithFilePath("TrainForge.Build.sln").FullPath;
string PackageTests = Root.CombineWithFilePath("tests/TrainForge.PackageTests/TrainForge.PackageTests.csproj").FullPath;

string Artifact(string folder, string file) => Root.CombineWithFilePath($"artifacts/{folder}/{configuration.ToLowerInvariant()}/{file}").FullPath;

string Tool() => Artifact("bin/TrainForge.Tool", "trainforge.dll");
