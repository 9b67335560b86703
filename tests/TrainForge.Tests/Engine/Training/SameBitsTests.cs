using System.Runtime.Intrinsics.X86;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Engine.Training;

/// <summary>The promise of the engine: weights do not depend on what the processor can do or how the code was compiled.</summary>
public class SameBitsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    public void A_process_with_other_settings_trains_the_same_weights(string variable, string value)
    {
        using var probe = ProbeProcess.Start("train", new Dictionary<string, string> { [variable] = value });

        var hardware = probe.ReadLine();
        Assert.Equal(TrainingProbe.Hash(lora: false), probe.ReadLine());
        Assert.Equal(TrainingProbe.Hash(lora: true), probe.ReadLine());
        Assert.Equal(0, probe.WaitForEnd());

        // That the switch was felt: otherwise the comparison would be of like with like.
        if (variable != "DOTNET_TieredCompilation" && Fma.IsSupported)
        {
            Assert.StartsWith("512=False", hardware, StringComparison.Ordinal);
            Assert.Equal(variable == "DOTNET_EnableAVX512", hardware!.EndsWith("fma=True", StringComparison.Ordinal));
        }
    }
}
