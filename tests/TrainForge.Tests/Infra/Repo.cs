using System.Runtime.CompilerServices;

namespace TrainForge.Tests.Infra;

/// <summary>Where this repository lies, for tests that read its own files.</summary>
internal static class Repo
{
    public static string Root { get; } = Find();

    public static string File(string relative) => Path.Combine(Root, relative);

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
