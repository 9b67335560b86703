using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Probes;

internal static class FailureProbe
{
    /// <summary>A command of the tool with a defect; says what the tool says.</summary>
    public static int Fail(string[] args)
    {
        var tool = new ToolRun(args[0]);
        var code = Edge.RunAsync(tool.Context, () => throw new InvalidOperationException("the sum is off"), CancellationToken.None).GetAwaiter().GetResult();
        Console.Out.Write(tool.Error);
        return code;
    }
}
