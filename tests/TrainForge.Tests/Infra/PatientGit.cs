using System.Runtime.CompilerServices;
using TrainForge.Repositories;

namespace TrainForge.Tests.Infra;

/// <summary>What git answers is tested, not how soon on a machine that is busy with other tests; the limit has tests of its own.</summary>
internal static class PatientGit
{
    [ModuleInitializer]
    internal static void Wait() => GitProgram.Patience = TimeSpan.FromMinutes(2);
}
