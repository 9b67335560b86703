namespace TrainForge.Tests.Runs;

public sealed class ConversionJobTests
{
    [Theory]
    [InlineData("gguf", "model.gguf")]
    [InlineData("safetensors", "model.safetensors")]
    public async Task Converts_once_and_reuses_what_is_whole(string format, string name)
    {
        using var root = await TrainingRoot.WithDatasetAsync();
        await root.RunAsync(0, "train");

        var first = await root.AskAsync("convert", "--to", format);
        var file = Path.Combine(first.GetProperty("path").GetString()!, name);
        var bytes = File.ReadAllBytes(file);
        var second = await root.AskAsync("convert", "--to", format);
        File.Delete(file);
        var third = await root.AskAsync("convert", "--to", format);

        Assert.Equal([false, true, false], new[] { first, second, third }.Select(c => c.GetProperty("reused").GetBoolean()));
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public async Task Refuses_before_anything_is_trained_and_formats_that_are_not_there()
    {
        using var root = await TrainingRoot.WithDatasetAsync();

        var nothing = await root.RunAsync(1, "convert");
        await root.RunAsync(0, "train");
        var onnx = await root.RunAsync(1, "convert", "--to", "onnx");

        Assert.Contains("TF6003", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("TF7020", onnx.Error, StringComparison.Ordinal);
    }
}
