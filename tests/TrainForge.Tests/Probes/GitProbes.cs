using TrainForge.Data.Audit;
using TrainForge.Repositories;

namespace TrainForge.Tests.Probes;

internal static class GitProbes
{
    /// <summary>folder: asks git about it from inside it.</summary>
    public static int Ask(string[] args)
    {
        Environment.CurrentDirectory = args[0];
        GitReader.Read(args[0]);
        return 0;
    }

    public static int AskForCommits(string[] args)
    {
        Environment.CurrentDirectory = args[0];
        using var lookup = CommitLookup.In(args[0]);
        lookup.Exists("0123456789abcdef0123456789abcdef01234567");
        return 0;
    }
}
