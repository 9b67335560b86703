using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Exports;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Packs;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data;

public sealed class DatasetExportTests(ExportedVersion shared) : IClassFixture<ExportedVersion>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DatasetVersion Version => shared.Version;

    private string Out => _folder.File("out put", "for trl");

    private ExportRequest Request(DatasetVersion version, string profile) =>
        new() { Version = version, Profile = profile, Folder = Out, AllowUnknownTerms = true };

    private Exported Export(string profile, ExportKind? kind = null, bool turns = false) =>
        DatasetExport.Run(Request(Version, profile) with { Kind = kind, Turns = turns }, CancellationToken.None);

    private JsonElement[] Rows(string path) => [.. File.ReadAllLines(Path.Combine(Out, path)).Select(line => JsonDocument.Parse(line).RootElement)];

    private string Row(string path, string holding) => File.ReadAllLines(Path.Combine(Out, path)).Single(l => l.Contains(holding, StringComparison.Ordinal));

    private JsonElement[] Both(string kind) => [.. Rows($"{kind}/train.jsonl"), .. Rows($"{kind}/valid.jsonl")];

    [Fact]
    public void OpenAi_has_arguments_as_text_and_pairs_with_outputs()
    {
        var exported = Export("openai");

        var row = Both("sft").Single(r => r.GetRawText().Contains("\"7 + 2?\"", StringComparison.Ordinal));
        Assert.Equal(["messages", "tools"], row.EnumerateObject().Select(f => f.Name));
        var call = row.GetProperty("messages")[2];
        Assert.Equal(JsonValueKind.Null, call.GetProperty("content").ValueKind);
        Assert.Equal("""{"a":7.0,"b":"2 🙂"}""", JsonDocument.Parse(call.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()!).RootElement.GetRawText());
        Assert.Equal("call_1", row.GetProperty("messages")[3].GetProperty("tool_call_id").GetString());
        Assert.All(Both("dpo"), pair =>
        {
            Assert.Equal(["input", "preferred_output", "non_preferred_output"], pair.EnumerateObject().Select(f => f.Name));
            Assert.StartsWith("Nobody", pair.GetProperty("preferred_output")[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        });
        Assert.Equal(20, exported.Files["sft/train.jsonl"] + exported.Files["sft/valid.jsonl"]);
        Assert.Equal(10, exported.Files["dpo/train.jsonl"] + exported.Files["dpo/valid.jsonl"]);
    }

    [Fact]
    public async Task OpenAi_goes_round_export_and_import_give_the_same_examples()
    {
        var version = Version;
        DatasetExport.Run(Request(version, "openai"), CancellationToken.None);
        var again = new Recording(_folder.File("again"));
        var kind = TranscriptKind.All.Single(k => k.Name == "openai-jsonl");
        new TranscriptIngest(again.Root, new Redactor(new RedactionOptions()), new DatasetOptions()).Run(kind, [Out], week: null, new SourceTerms(), CancellationToken.None);

        var built = await DatasetBuilder.BuildAsync(again.Options with { Dataset = new DatasetOptions { NearDuplicates = new NearDuplicateOptions { Enabled = false }, Quality = new QualityOptions { CheckSchema = false } } }, CancellationToken.None);

        Assert.Equal(Contents(version.Folder), Contents(built.Folder));
        Assert.Equal(Pairs(version.Folder), Pairs(built.Folder));

        static string[] Contents(string folder) => [.. new[] { DatasetPaths.SftTrain, DatasetPaths.SftValid }
            .SelectMany(path => ExampleFile.Read(Path.Combine(folder, path)))
            .Select(e => System.Text.Encoding.UTF8.GetString(ExampleJson.ToContent(e, out _))).Distinct().Order(StringComparer.Ordinal)];
        static string[] Pairs(string folder) => [.. new[] { DatasetPaths.DpoTrain, DatasetPaths.DpoValid }
            .SelectMany(path => ExampleFile.ReadPairs(Path.Combine(folder, path)))
            .Select(p => string.Join('|', p.Prompt.Append(p.Chosen).Append(p.Rejected).Select(m => m.Text))).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Trl_has_arguments_as_objects_and_tools_as_a_list()
    {
        Export("trl");

        var row = Both("sft").Single(r => r.GetRawText().Contains("\"7 + 2?\"", StringComparison.Ordinal));
        var call = row.GetProperty("messages")[2].GetProperty("tool_calls")[0];
        Assert.Equal(["type", "function"], call.EnumerateObject().Select(f => f.Name));
        Assert.Equal("7.0", call.GetProperty("function").GetProperty("arguments").GetProperty("a").GetRawText());
        Assert.Equal(["role", "name", "content"], row.GetProperty("messages")[3].EnumerateObject().Select(f => f.Name));
        Assert.Equal("add", row.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.All(Both("dpo"), r => Assert.Equal(["prompt", "chosen", "rejected", "tools"], r.EnumerateObject().Select(f => f.Name)));
        Assert.All(Both("kto"), r => Assert.Equal(["prompt", "completion", "label", "tools"], r.EnumerateObject().Select(f => f.Name)));
        Assert.Equal([false, true], Both("kto").Select(r => r.GetProperty("label").GetBoolean()).Distinct().Order());
    }

    [Fact]
    public void Trl_turn_by_turn_has_a_prompt_and_one_completion_each()
    {
        var exported = Export("trl", ExportKind.Sft, turns: true);

        Assert.Equal(30, exported.Files.Values.Sum());
        Assert.All(Both("sft"), r =>
        {
            Assert.Equal(["prompt", "completion", "tools"], r.EnumerateObject().Select(f => f.Name));
            Assert.Equal("assistant", Assert.Single(r.GetProperty("completion").EnumerateArray()).GetProperty("role").GetString());
        });
    }

    [Fact]
    public void Axolotl_marks_what_is_trained_and_leaves_no_field_to_be_unified()
    {
        Export("axolotl");

        var row = Both("sft").Single(r => r.GetRawText().Contains("\"7 + 2?\"", StringComparison.Ordinal));
        Assert.Equal([false, false, true, false, true], row.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("train").GetBoolean()));
        Assert.Equal(JsonValueKind.String, row.GetProperty("messages")[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").ValueKind);
        Assert.Equal(JsonValueKind.String, row.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").ValueKind);
        Assert.Contains("type: chat_template\n    field_messages: messages\n    field_tools: tools\n", File.ReadAllText(Path.Combine(Out, "sft.yaml")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Out, "dpo")));
    }

    [Fact]
    public void Llama_factory_has_strict_turns_and_says_how_to_read_them()
    {
        var exported = Export("llama-factory");

        Assert.Equal(
            """{"conversations":[{"from":"human","value":"7 + 2?"},{"from":"function_call","value":"{\"name\":\"add\",\"arguments\":{\"a\":7.0,\"b\":\"2 \uD83D\uDE42\"}}"},{"from":"observation","value":"9"},{"from":"gpt","value":"It is 9."}],"system":"Be brief.","tools":"[{\"name\":\"add\",\"description\":\"Adds two numbers.\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"},\"b\":{\"type\":\"number\"}},\"required\":[\"a\",\"b\"]}}]"}""",
            Both("sft").Select(r => r.GetRawText()).Single(r => r.Contains("\"7 + 2?\"", StringComparison.Ordinal)).Replace("\\\\uD83D\\\\uDE42", "\\uD83D\\uDE42", StringComparison.Ordinal));
        var info = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "dataset_info.json"))).RootElement;
        Assert.Equal(["main_sft_train", "main_sft_validation", "main_dpo_train", "main_dpo_validation", "main_kto_train", "main_kto_validation"], info.EnumerateObject().Select(f => f.Name));
        Assert.True(info.GetProperty("main_dpo_train").GetProperty("ranking").GetBoolean());
        Assert.Equal("kto_tag", info.GetProperty("main_kto_train").GetProperty("columns").GetProperty("kto_tag").GetString());
        Assert.All(Both("dpo"), r => Assert.Equal(["from", "value"], r.GetProperty("chosen").EnumerateObject().Select(f => f.Name)));
        Assert.Empty(exported.LeftOut);
    }

    [Fact]
    public void The_viewers_form_is_a_file_per_session()
    {
        var exported = Export("hf-sts");

        var files = Directory.GetFiles(Path.Combine(Out, "sft"), "*.jsonl", SearchOption.AllDirectories);
        Assert.Equal(20, files.Length);
        Assert.Equal(20, exported.Files.Values.Sum());
        var lines = files.Select(File.ReadAllLines).Single(l => l[2].Contains("7 + 2?", StringComparison.Ordinal));
        Assert.StartsWith("""{"type":"session","harness":"trainforge","id":""", lines[0], StringComparison.Ordinal);
        Assert.Contains(""""toolCalls":[{"id":"call_1","function":{"name":"add","arguments":"{"""", lines[3], StringComparison.Ordinal);
        Assert.Contains("\"toolCallId\":\"call_1\"", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_terms_are_refused_by_source_and_model_and_nothing_is_left()
    {
        var version = Version;

        var error = Assert.Throws<TrainForgeException>(() => DatasetExport.Run(Request(version, "trl") with { AllowUnknownTerms = false }, CancellationToken.None));

        Assert.Equal("TF3061", error.Diagnostic.Rule.Code);
        Assert.Contains("stash by openai/gpt-x: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(_folder.File("out put")) ? Directory.GetFileSystemEntries(_folder.File("out put")) : []);
    }

    [Fact]
    public void A_folder_with_somebodys_work_is_left_alone_and_an_earlier_export_is_replaced()
    {
        var version = Version;
        Directory.CreateDirectory(Out);
        var request = Request(version, "trl");
        DatasetExport.Run(request, CancellationToken.None);
        DatasetExport.Run(request with { Profile = "openai" }, CancellationToken.None);
        Assert.False(Directory.Exists(Path.Combine(Out, "kto")));

        File.WriteAllText(Path.Combine(Out, "notes.txt"), "mine");
        var added = Assert.Throws<TrainForgeException>(() => DatasetExport.Run(request, CancellationToken.None));
        File.Delete(Path.Combine(Out, "notes.txt"));
        File.Delete(Path.Combine(Out, ExportFolder.RecordName));
        var foreign = Assert.Throws<TrainForgeException>(() => DatasetExport.Run(request, CancellationToken.None));

        Assert.Contains("'notes.txt'", added.Message, StringComparison.Ordinal);
        Assert.Equal("TF3060", foreign.Diagnostic.Rule.Code);
        Assert.Single(Directory.GetFileSystemEntries(_folder.File("out put")));
    }

    // A version with a folder more is no version any more: nobody could train on it.
    [Fact]
    public void An_export_into_a_version_or_an_earlier_export_is_refused()
    {
        foreach (var sealed_ in new[] { Version.Folder, DatasetExport.Run(Request(Version, "trl"), CancellationToken.None).Folder })
        {
            var inside = Request(Version, "openai") with { Folder = Path.Combine(sealed_, "a", "b") };

            Assert.Equal("TF3060", Assert.Throws<TrainForgeException>(() => DatasetExport.Run(inside, CancellationToken.None)).Diagnostic.Rule.Code);
            Assert.False(Directory.Exists(Path.Combine(sealed_, "a")));
        }

        File.WriteAllText(_folder.File("SHA256SUMS"), "a release of somebody's own\n");
        DatasetExport.Run(Request(Version, "trl") with { Folder = _folder.File("elsewhere") }, CancellationToken.None);
    }

    [Fact]
    public void Cancelled_leaves_the_earlier_export_as_it_was()
    {
        var request = Request(Version, "trl");
        DatasetExport.Run(request, CancellationToken.None);
        var before = File.ReadAllText(Path.Combine(Out, "SHA256SUMS"));

        Assert.Throws<OperationCanceledException>(() => DatasetExport.Run(request with { Profile = "openai" }, new CancellationToken(canceled: true)));

        Assert.Equal(before, File.ReadAllText(Path.Combine(Out, "SHA256SUMS")));
        Assert.Single(Directory.GetFileSystemEntries(_folder.File("out put")));
    }

    [Theory]
    [InlineData("trl")]
    [InlineData("openai")]
    [InlineData("axolotl")]
    [InlineData("llama-factory")]
    [InlineData("hf-sts")]
    public void The_same_version_gives_the_same_bytes_and_they_are_listed(string profile)
    {
        var version = Version;
        DatasetExport.Run(Request(version, profile), CancellationToken.None);
        var other = _folder.File("other");
        DatasetExport.Run(Request(version, profile) with { Folder = other }, CancellationToken.None);

        Assert.Equal(File.ReadAllText(Path.Combine(Out, "SHA256SUMS")), File.ReadAllText(Path.Combine(other, "SHA256SUMS")));
        Assert.Empty(Sha256Sums.Verify(Out, new HashSet<string>(), CancellationToken.None));
        Assert.DoesNotContain(_folder.Path, File.ReadAllText(Path.Combine(Out, "README.md")) + File.ReadAllText(Path.Combine(Out, "EXPORT.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llamafactory", null, "TF2174")]
    [InlineData("openai", ExportKind.Kto, "TF3063")]
    public void What_there_is_no_form_for_is_named(string profile, ExportKind? kind, string code) =>
        Assert.Equal(code, Assert.Throws<TrainForgeException>(() => Export(profile, kind)).Diagnostic.Rule.Code);

    [Fact]
    public void A_changed_version_is_not_exported()
    {
        var copy = _folder.File("copy");
        foreach (var file in Directory.GetFiles(Version.Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Version.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var version = Version with { Folder = copy };
        File.AppendAllText(Path.Combine(copy, DatasetPaths.SftTrain), " ");

        Assert.Equal("TF3033", Assert.Throws<TrainForgeException>(() => DatasetExport.Run(Request(version, "trl"), CancellationToken.None)).Diagnostic.Rule.Code);
    }
}

/// <summary>One version for all: conversations with calls, and tests that passed at the second attempt.</summary>
public sealed class ExportedVersion : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public DatasetVersion Version { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var recorded = new Recording(_folder.File("root ı"));
        for (var i = 0; i < 10; i++)
        {
            Message[] talk = [new(Role.System, "Be brief."), new(Role.User, $"{i} + 2?"), Calling("x", $$"""{"a":{{i}}.0,"b":"2 🙂"}"""), Answering("x", $"{i + 2}"), new(Role.Assistant, $"It is {i + 2}.")];
            recorded.Write($"Shop.Tests.Add{i}", Outcome.Passed, "run-1", 1, Call(1, talk[..2], talk[2..3]), Call(2, talk[..4], talk[4..]));
            recorded.Ask($"Shop.Tests.Ask{i}", $"Who is {i} of Ankara?", $"Person {i}.", Outcome.Failed, attempt: 1);
            recorded.Ask($"Shop.Tests.Ask{i}", $"Who is {i} of Ankara?", $"Nobody {i}.", Outcome.Passed, attempt: 2);
        }

        // An argument is a text where its schema asks for a number: what is exported is what was written.
        var options = recorded.Options with { Dataset = new DatasetOptions { NearDuplicates = new NearDuplicateOptions { Enabled = false }, Quality = new QualityOptions { CheckSchema = false } } };
        var built = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        Version = DatasetVersions.Find(recorded.Root, "main", built.Version);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
