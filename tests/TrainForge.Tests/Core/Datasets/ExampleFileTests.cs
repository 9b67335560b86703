using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Datasets;

public sealed class ExampleFileTests : IDisposable
{
    private const string Line = """{"id":"x","group":"g","source":"stash","messages":[{"role":"user","content":"Hi."},{"role":"assistant","content":"Hello.","train":true}]}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_read_one_by_one()
    {
        var read = ExampleFile.Read(Written(Line + "\n" + Line + "\n")).ToList();

        Assert.Equal(2, read.Count);
        Assert.Equal([false, true], read[1].Trained);
    }

    [Theory]
    [InlineData("{\"id\":\"x\",\"group\":\"g\",\"source\":\"s\"}\n", "'messages' is missing.")]
    [InlineData("no JSON\n", "'no J")]
    [InlineData("{\"id\":\"x\"", "It has no end.")]
    public void A_line_that_is_none_is_named_with_its_place(string second, string problem)
    {
        var file = Written(Line + "\n" + second);

        var e = Assert.Throws<TrainForgeException>(() => ExampleFile.Read(file).ToList());

        Assert.Equal(("TF2007", new SourcePoint(file, 2)), (e.Diagnostic.Rule.Code, e.Diagnostic.Where));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private string Written(string text)
    {
        File.WriteAllText(_folder.File("train.jsonl"), text);
        return _folder.File("train.jsonl");
    }
}
