using Cake.Core;
using Cake.Core.Annotations;
using TrainForge.Diagnostics;

namespace Cake.TrainForge;

/// <summary>Aliases that run the <c>trainforge</c> tool, for scripts and for Frosting tasks.</summary>
[CakeAliasCategory("TrainForge")]
[CakeNamespaceImport("Cake.TrainForge")]
public static class TrainForgeAliases
{
    /// <summary>Builds the dataset from what the tests recorded.</summary>
    [CakeMethodAlias]
    public static void TrainForgeDataset(this ICakeContext context, TrainForgeDatasetSettings? settings = null) => Run(context, settings ?? new());

    /// <summary>Trains on a dataset version, by the run mode.</summary>
    [CakeMethodAlias]
    public static void TrainForgeTrain(this ICakeContext context, TrainForgeTrainSettings? settings = null) => Run(context, settings ?? new());

    /// <summary>Converts a completed run.</summary>
    [CakeMethodAlias]
    public static void TrainForgeConvert(this ICakeContext context, TrainForgeConvertSettings? settings = null) => Run(context, settings ?? new());

    /// <summary>Evaluates a completed run; a gate that falls short fails the task with exit code 3.</summary>
    [CakeMethodAlias]
    public static void TrainForgeEvaluate(this ICakeContext context, TrainForgeEvaluateSettings? settings = null) => Run(context, settings ?? new());

    private static void Run(ICakeContext context, TrainForgeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            new TrainForgeRunner(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools).Run(settings);
        }
        catch (TrainForgeException e)
        {
            throw new CakeException(e.Diagnostic.ToString(), e);
        }
    }
}
