using System.Globalization;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using TrainForge.Diagnostics;

namespace Cake.TrainForge;

/// <summary>Starts the tool for one alias. The tool's own lines are what the user reads; this adds only how it ended.</summary>
internal sealed class TrainForgeRunner(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : Tool<TrainForgeSettings>(files, environment, processes, tools)
{
    private const int FellShort = 3;
    private const int CannotTell = 4;

    private readonly ICakeEnvironment _environment = environment;
    private readonly IFileSystem _files = files;

    public void Run(TrainForgeSettings settings)
    {
        var arguments = new ProcessArgumentBuilder();
        foreach (var word in new ToolLocation(_files, _environment).Command(settings))
        {
            arguments.AppendQuoted(word);
        }

        foreach (var word in settings.CommandLine())
        {
            arguments.AppendQuoted(word);
        }

        Run(settings, arguments);
    }

    protected override string GetToolName() => "TrainForge";

    protected override IEnumerable<string> GetToolExecutableNames() => ["dotnet", "dotnet.exe"];

    // A gate that fell short is not a crash, and a script's author must be able to tell them apart.
    protected override void ProcessExitCode(int exitCode)
    {
        var rule = exitCode switch
        {
            0 => null,
            FellShort => Rules.CakeFellShort,
            CannotTell => Rules.CakeCannotTell,
            _ => Rules.CakeToolFailed,
        };

        if (rule is not null)
        {
            throw new CakeException(exitCode, rule.Here(exitCode.ToString(CultureInfo.InvariantCulture)).ToString());
        }
    }
}
