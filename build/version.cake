// The version of a package comes from the real Nerdbank engine, which its npm package carries (eng/decisions/0002).
// Without node, or in a folder without git history, the base version of version.json is used, and that is said.
string PackageVersion()
{
    const string Engine = "nerdbank-gitversioning";
    const string EngineVersion = "3.10.94";

    if (HasArgument("package-version"))
    {
        return Argument<string>("package-version");
    }

    var folder = Root.Combine("artifacts/npm");
    var dll = folder.CombineWithFilePath($"node_modules/{Engine}/nbgv.cli/tools/net10.0/any/nbgv.dll");

    if (!FileExists(dll) && !TryRun("npm", $"install --silent --no-audit --no-fund --ignore-scripts --prefix {folder.FullPath.Quote()} {Engine}@{EngineVersion}", out _))
    {
        Warning("npm is not there or could not install {0}: packages get the base version of version.json.", Engine);
        return BaseVersion();
    }

    if (!TryRun("dotnet", $"{dll.FullPath.Quote()} get-version -f json --project {Root.FullPath.Quote()}", out var output))
    {
        Warning("{0} could not read the version (is this a git checkout with its history?): packages get the base version of version.json.", Engine);
        return BaseVersion();
    }

    using var json = System.Text.Json.JsonDocument.Parse(string.Join('\n', output));
    return json.RootElement.GetProperty("NuGetPackageVersion").GetString();
}

string BaseVersion()
{
    using var json = System.Text.Json.JsonDocument.Parse(System.IO.File.ReadAllText(Root.CombineWithFilePath("version.json").FullPath));
    var parts = json.RootElement.GetProperty("version").GetString().Split('-', 2);
    return parts.Length == 2 ? $"{parts[0]}.0-{parts[1]}" : $"{parts[0]}.0";
}

bool TryRun(string command, string arguments, out List<string> output)
{
    output = new List<string>();
    var resolved = Context.Tools.Resolve(command) ?? Context.Tools.Resolve(command + ".cmd");
    if (resolved is null)
    {
        return false;
    }

    var exit = StartProcess(resolved, new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true }, out var lines);
    output.AddRange(lines);
    return exit == 0;
}
