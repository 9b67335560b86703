using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>
/// Runs 'trainforge tests-changed': before the tests, whether they need to run; after them, with the hash from before, to keep what
/// they passed with. Neither answer fails a build.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed partial class TestsChanged : ToolCommand
{
    private const int FellShort = 3;

    /// <summary>Under which name the green run is kept.</summary>
    [Required]
    public required string Store { get; set; }

    /// <summary>The tests have passed: keep what they passed with.</summary>
    public bool Record { get; set; }

    /// <summary>The hash from before the tests.</summary>
    public string? Since { get; set; }

    /// <summary>The simple name of the test assembly.</summary>
    public string? TestAssembly { get; set; }

    [Output]
    public bool Changed { get; private set; } = true;

    [Output]
    public string Hash { get; private set; } = "";

    // Tests that are left out without a word would be taken for tests that passed.
    protected override string? Told =>
        Record || ExitCode != 0 ? LastLine : $"{LastLine}: its tests are skipped. 'dotnet test -p:TrainForgeSkipUnchanged=false' runs them.";

    protected override IEnumerable<string> Command() =>
        ["tests-changed", "--store", Store, .. Record ? new[] { "--record" } : [], .. Option("--since", Since), .. Option("--assembly", TestAssembly)];

    public override bool Execute()
    {
        var answered = base.Execute();
        Changed = ExitCode != 0;
        Hash = HashAtEnd().Match(LastLine ?? "").Groups[1].Value;
        return answered;
    }

    protected override bool HandleTaskExecutionErrors() => ExitCode == FellShort || base.HandleTaskExecutionErrors();

    [GeneratedRegex(", ([0-9a-f]{64})\\)$", RegexOptions.CultureInvariant)]
    private static partial Regex HashAtEnd();
}
