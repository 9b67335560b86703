using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>The run a command works on, said the same way everywhere.</summary>
internal static class RunArgument
{
    public static Argument<string?> Create() => new("run")
    {
        Description = "A run's id, the beginning of it, or its folder. Default: the newest completed run.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
