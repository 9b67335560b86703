using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TrainForge.PackageTests.Judges;

/// <summary>
/// Programs of others that say whether ours is right. Where one is not installed its tests are skipped with the reason;
/// TRAINFORGE_JUDGES=1 makes that a failure, so that a build that promises judges cannot pass without them.
/// </summary>
internal static class Judge
{
    public const string Install = "run eng/ci/install-judges.sh artifacts/judges";

    public static string Script(string name) => InRepo("tests/Judges/" + name);

    public static string Llama => InRepo("artifacts/judges/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64");

    public static void NeedsTorch() =>
        Need(File.Exists("/usr/bin/python3") && Run("/usr/bin/python3", "-c", "import torch").Code == 0, $"PyTorch is not installed for /usr/bin/python3; {Install}.");

    public static void NeedsLlama() =>
        Need(File.Exists("/usr/bin/python3") && Directory.Exists(Llama), $"llama.cpp's libraries are not in '{Llama}'; {Install}.");

    public static (int Code, string Output, string Errors) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    public static void Need(bool there, string reason)
    {
        if (!there && Environment.GetEnvironmentVariable("TRAINFORGE_JUDGES") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.SkipUnless(there, reason);
    }

    public static string InRepo(string relative, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", relative));
}
