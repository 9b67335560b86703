using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Hooks.VsTest;

/// <summary>What the console was told of each test, in our words.</summary>
internal static class ResultFile
{
    public static void Write(string run, IEnumerable<HeardResult> results)
    {
        foreach (var assembly in results.GroupBy(r => r.Source, StringComparer.Ordinal))
        {
            if (RuntimeConfiguration.Read(assembly.Key) is not { Enabled: true } settings)
            {
                continue;
            }

            // The tests are over: what is not there now does not come.
            var folder = Path.Combine(settings.Root, "stashes", run);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            var framework = RuntimeConfiguration.TargetFramework(assembly.Key);
            var redactor = RunRedactor.For(settings.Root, settings.Redaction);
            var log = new RunResultLog(folder, () => redactor);
            foreach (var result in assembly)
            {
                log.Add(result.Result with { TargetFramework = framework });
            }

            UnendedStashes.Close(folder);
            if (assembly.Any(result => result.IsMSTest))
            {
                RunCommit.Fill(folder, settings.Project, redactor);
            }
        }
    }
}
