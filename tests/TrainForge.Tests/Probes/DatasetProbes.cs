using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Tests.Data;

namespace TrainForge.Tests.Probes;

internal static class DatasetProbes
{
    /// <summary>root, name, turns: records one more test and builds, again and again; 0 turns go on until killed.</summary>
    public static int Build(string[] args)
    {
        var turns = int.Parse(args[2], CultureInfo.InvariantCulture);
        var recording = new Recording(args[0]);
        for (var turn = 1; turns == 0 || turn <= turns; turn++)
        {
            recording.Ask($"Shop.Tests.{args[1]}{turn}", $"What is {turn}?", $"It is {turn}, {new string('x', turn * 997 % 5000)}.");
            Say("recorded");
            var built = DatasetBuilder.BuildAsync(recording.Options, CancellationToken.None).GetAwaiter().GetResult();
            Say($"built {built.Version}");
        }

        return 0;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
