using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>Names inside stashes/: one folder per run, in it one per test attempt.</summary>
public static class StashPaths
{
    public const string Metadata = "metadata.json";
    public const string Interactions = "interactions.jsonl";
    /// <summary>In the run's folder, beside its stashes: what the runner said of each test.</summary>
    public const string Results = "results.jsonl";

    public const string SessionLog = "session.log";
    public const string ModelLog = "session_model.log";

    /// <summary>What the name of a stash's folder begins with.</summary>
    internal const int HashDigits = 8;

    public static string RunFolder(TrainForgeRoot root, string runId) => Path.Combine(root.Stashes, PortableName.From(runId));

    /// <summary>
    /// The folder's name for one attempt: the test's name, made portable, behind a hash of everything that tells it from
    /// others, so that tests of the same name in two assemblies never share a folder.
    /// </summary>
    public static string FolderName(StashName name)
    {
        var identity = string.Join('\0', name.Assembly, name.TargetFramework, name.TestId, name.Attempt.ToString(CultureInfo.InvariantCulture));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))).ToLowerInvariant()[..HashDigits];
        return PortableName.From($"{hash}-{name.DisplayName}");
    }
}
