using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TrainForge.Benchmarks;

/// <summary>What a figure is worth nothing without.</summary>
internal sealed record Machine(string Processor, int Cores, string Vectors, string System, string Runtime, string Configuration)
{
    public static Machine Here() => new(
        Model(),
        Environment.ProcessorCount,
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2",
        RuntimeInformation.OSDescription + " " + RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.FrameworkDescription,
#if DEBUG
        "Debug: not a measurement");
#else
        "Release");
#endif

    public override string ToString() => $"{Processor}, {Cores} cores, {Vectors}; {System}; {Runtime}; {Configuration}";

    private static string Model()
    {
        const string Facts = "/proc/cpuinfo";
        var line = File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}
