using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>All rows and attempts of one test are a family: what one of them teaches, another would be asked in validation.</summary>
internal static class TestFamily
{
    public static string Of(StashMetadata metadata)
    {
        var test = metadata is { ClassName: { } type, Method: { } method } ? $"{type}.{method}" : WithoutArguments(metadata.TestName);
        return metadata.Assembly is { } assembly ? $"{assembly}/{test}" : test;
    }

    /// <summary>The test with its arguments, but not the framework it was compiled for or the attempt.</summary>
    public static string Test(StashMetadata metadata) =>
        metadata.Assembly is { } assembly ? $"{assembly}/{metadata.TestName}" : metadata.TestName;

    private static string WithoutArguments(string name)
    {
        var end = name.IndexOf('(', StringComparison.Ordinal);
        return end > 0 ? name[..end] : name;
    }
}
