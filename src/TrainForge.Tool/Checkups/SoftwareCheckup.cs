namespace TrainForge.Tool.Checkups;

/// <summary>Other programs: one is needed, the others only for what stands beside them.</summary>
internal static class SoftwareCheckup
{
    private sealed record Program(string About, string Name, string[] Args, string Why);

    private static readonly Program[] Optional =
    [
        new("git", "git", ["--version"], "records the commit a dataset and a run came from"),
        new("node", "node", ["--version"], "runs the independent checks of GGUF and ONNX files"),
        new("torch", "python3", ["-c", "import importlib.metadata as m; print(m.version('torch'))"], "compares gradients; trains where a team keeps its own Python trainer"),
        new("slurm", "sbatch", ["--version"], "needed only to train on a cluster"),
        new("plantuml", "plantuml", ["-version"], "draws the sequence diagrams in reports; their source is written without it"),
    ];

    public static async Task<IReadOnlyList<Finding>> RunAsync(ToolContext tool, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        var host = tool.Environment("DOTNET_HOST_PATH") is { Length: > 0 } path && Path.IsPathFullyQualified(path) ? path : "dotnet";
        var sdk = await tool.AskProgram(host, ["--version"], cancel);
        findings.Add(sdk is null
            ? new Finding("sdk", Verdict.Note, "no .NET SDK on the PATH; the tool runs without it, building and testing does not")
            : new Finding("sdk", Verdict.Ok, $".NET SDK {sdk}"));

        foreach (var program in Optional)
        {
            var answer = await tool.AskProgram(program.Name, program.Args, cancel);
            findings.Add(answer is null
                ? new Finding(program.About, Verdict.Ok, $"not found; optional: {program.Why}")
                : new Finding(program.About, Verdict.Ok, $"{answer} ({program.Why})"));
        }

        return findings;
    }
}
