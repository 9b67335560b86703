using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Inputs;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Inputs;

public sealed class InputFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_prompts_grammars_models_and_settings_count_and_what_programs_write_does_not()
    {
        string[] inputs = ["src/A.cs", "prompts/sistem ı.md", "grammars/tool.gbnf", "models/İ/base.gguf", "appsettings.json", "trainforge.yaml", ".config/dotnet-tools.json"];
        string[] written = ["src/bin/A.dll", "src/obj/x/A.cache", "BIN/a", "TestResults/a.trx", ".git/HEAD", "node_modules/a/b.js", "A.csproj.user", ".trainforge/cache/x", "sub/.trainforge/y", ".tf-0123456789abcdef.tmp"];
        foreach (var file in inputs.Concat(written))
        {
            Write(file, file);
        }

        Assert.Equal(inputs.Order(StringComparer.Ordinal), Paths(new TestGateOptions()));
    }

    [Fact]
    public void The_hash_is_of_names_and_contents_and_of_nothing_else()
    {
        Write("a.md", "1");
        Write("b.md", "2");
        var before = Read();
        File.SetLastWriteTimeUtc(_folder.File("a.md"), DateTime.UnixEpoch);
        var touched = Read();
        Write("a.md", "2");
        Write("b.md", "1");
        var swapped = Read();

        Assert.Equal(before.Hash, touched.Hash);
        Assert.NotEqual(before.Hash, swapped.Hash);
        Assert.Equal("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a.md\nd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35  b.md\n", before.Text);
    }

    [Fact]
    public void Says_which_files_came_went_and_changed()
    {
        foreach (var file in new[] { "same", "changed", "gone" })
        {
            Write(file, "1");
        }

        var before = InputList.Parse(Read().Text);
        Write("changed", "2");
        Write("new ı", "1");
        File.Delete(_folder.File("gone"));

        Assert.Equal(
            [new InputChange("changed", ChangeKind.Changed), new InputChange("gone", ChangeKind.Removed), new InputChange("new ı", ChangeKind.Added)],
            Read().Since(before));
    }

    [Theory]
    [InlineData("**/*.md", "a.md x/b.MD x/y/c.md")]
    [InlineData("*.md", "a.md")]
    [InlineData("x/**", "x/b.MD x/y/c.md x/y/d.txt")]
    [InlineData("./x/*/?.txt", "x/y/d.txt")]
    [InlineData("x\\y\\c.md", "x/y/c.md")]
    [InlineData("x/../a.md", "a.md")]
    [InlineData("../*.gguf", "../outside.gguf")]
    public void Patterns_are_read_as_people_write_them(string pattern, string expected)
    {
        foreach (var file in new[] { "p/a.md", "p/x/b.MD", "p/x/y/c.md", "p/x/y/d.txt", "outside.gguf" })
        {
            Write(file, "1");
        }

        Assert.Equal(expected.Split(' '), Paths(new TestGateOptions { Inputs = [pattern] }, "p"));
    }

    [Fact]
    public void A_model_named_by_its_whole_path_counts_and_so_does_one_behind_a_link()
    {
        Write("store/m.gguf", "1");
        Directory.CreateDirectory(_folder.File("p"));
        Directory.CreateSymbolicLink(_folder.File("p", "models"), _folder.File("store"));
        Directory.CreateSymbolicLink(_folder.File("store", "round"), _folder.File("p"));

        var found = Paths(new TestGateOptions { Inputs = ["**", _folder.File("store", "*.gguf")] }, "p");

        Assert.Equal(["../store/m.gguf", "models/m.gguf"], found);
    }

    [Theory]
    [InlineData("models/*.guff")]
    [InlineData("nowhere/**")]
    [InlineData("bin/only.dll")]
    public void A_pattern_that_finds_nothing_is_an_error_and_not_an_empty_answer(string pattern)
    {
        Write("models/a.gguf", "1");
        Write("bin/only.dll", "1");

        var e = Assert.Throws<TrainForgeException>(() => Paths(new TestGateOptions { Inputs = ["**", pattern] }));

        Assert.Equal("TF1080", e.Diagnostic.Rule.Code);
    }

    private string[] Paths(TestGateOptions options, string top = "") => [.. Read(options, top).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[66..])];

    private InputList Read(TestGateOptions? options = null, string top = "") =>
        new InputFiles(_folder.File(top), new TrainForgeRoot(_folder.File(top, ".trainforge"), RootSource.Start), options ?? new()).Read(null, CancellationToken.None);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), text);
    }
}
