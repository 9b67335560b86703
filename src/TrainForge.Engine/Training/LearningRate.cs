using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Training;

/// <summary>The rate of each step, steps counted from 1: a climb over the warm-up, then constant, a line to zero, or half a cosine to zero.</summary>
internal static class LearningRate
{
    public static double At(int step, int steps, TrainingOptions options)
    {
        var warmup = (int)Math.Ceiling(options.WarmupRatio * steps);
        if (step <= warmup)
        {
            return options.LearningRate * step / warmup;
        }

        // 0 at the first step after the warm-up; the last step still moves.
        var done = (double)(step - warmup - 1) / Math.Max(1, steps - warmup);
        return options.LearningRate * options.Schedule switch
        {
            ScheduleKind.Linear => 1 - done,
            ScheduleKind.Cosine => 0.5 * (1 + ExactMath.SinCos(Math.PI * done).Cos),
            _ => 1,
        };
    }
}
