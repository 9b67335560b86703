using System.Globalization;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data;

public sealed class DatasetBuilderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Recording Recorded(string root = "root") => new(_folder.File(root));

    [Fact]
    public async Task Passed_tests_become_a_version_with_everything_in_it()
    {
        var recording = Recorded();
        recording.AskMany(8);
        recording.Ask("Shop.Tests.Bad", "Wrong?", "Yes.", Outcome.Failed);

        var build = await recording.BuildAsync();

        Assert.Equal(("v0001", false), (build.Version, build.Reused));
        Assert.Equal(8, build.Manifest.Rows(DatasetPaths.SftTrain) + build.Manifest.Rows(DatasetPaths.SftValid));
        Assert.Equal(
            ["MANIFEST.json", "README.md", "SHA256SUMS", "dropped.jsonl", "fewshot/train.jsonl", "kto/train.jsonl", "kto/train.tiny.jsonl", "kto/valid.jsonl", "kto/valid.tiny.jsonl", "provenance.json", "sft/train.jsonl", "sft/train.tiny.jsonl", "sft/valid.jsonl", "sft/valid.tiny.jsonl", "tool_schemas.json"],
            Files(build.Folder).Keys);
        Assert.Contains("\"reason\":\"test-failed\"", File.ReadAllText(Path.Combine(build.Folder, "dropped.jsonl")), StringComparison.Ordinal);
        Assert.Equal(1, build.Manifest.Stages[0].Dropped["test-failed"]);
    }

    [Fact]
    public async Task A_second_build_is_the_same_version_and_a_forced_one_too()
    {
        var recording = Recorded();
        recording.AskMany(5);

        var first = await recording.BuildAsync();
        var second = await recording.BuildAsync();
        var forced = await DatasetBuilder.BuildAsync(recording.Options with { Force = true }, CancellationToken.None);

        Assert.Equal(("v0001", true), (second.Version, second.Unchanged));
        Assert.Equal(("v0001", true, false), (forced.Version, forced.Reused, forced.Unchanged));
        Assert.Equal(first.Manifest.ContentHash, forced.Manifest.ContentHash);
    }

    // A newer tool redacts and judges otherwise: what an older one found must not pass for its own.
    [Fact]
    public async Task Other_code_reads_everything_again()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var build = await recording.BuildAsync();
        var inputs = new BuildInputs(recording.Options, only: null, CancellationToken.None);

        Assert.NotNull(new InputState(recording.Options, inputs).Known(Path.GetDirectoryName(build.Folder)!));
        Assert.Null(new InputState(recording.Options, inputs, code: "another").Known(Path.GetDirectoryName(build.Folder)!));
    }

    [Theory]
    [InlineData(DatasetPaths.SftTrain, "It is", "It IS", true)]
    [InlineData(DatasetPaths.Dropped, "", "{}\n", false)]
    public async Task A_version_that_was_changed_is_not_named_again_and_its_content_is_written_anew(string file, string old, string now, bool isForced)
    {
        var recording = Recorded();
        recording.AskMany(5);
        var first = await recording.BuildAsync();
        var path = Path.Combine(first.Folder, file);
        File.WriteAllText(path, old.Length == 0 ? File.ReadAllText(path) + now : File.ReadAllText(path).Replace(old, now, StringComparison.Ordinal));

        // What is as long as it was shows when it is read.
        var second = await DatasetBuilder.BuildAsync(recording.Options with { Force = isForced }, CancellationToken.None);
        var third = await DatasetBuilder.BuildAsync(recording.Options with { Force = true }, CancellationToken.None);

        Assert.Equal(("v0002", false, first.Manifest.ContentHash), (second.Version, second.Reused, second.Manifest.ContentHash));
        Assert.Equal("TF3091", Assert.Single(second.Problems).Rule.Code);
        Assert.Contains($"'{file}'", second.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(("v0002", true), (third.Version, third.Reused));
        Assert.Empty(third.Problems);
    }

    [Fact]
    public async Task The_same_answers_in_another_run_make_no_new_version_and_a_new_answer_makes_one()
    {
        var recording = Recorded();
        recording.AskMany(5);
        await recording.BuildAsync();

        recording.AskMany(5, run: "run-2");
        var repeated = await recording.BuildAsync();
        recording.Ask("Shop.Tests.Case0", "What is 0?", "Nothing.", run: "run-3");
        var grown = await recording.BuildAsync();

        Assert.Equal(("v0001", true, false), (repeated.Version, repeated.Reused, repeated.Unchanged));
        Assert.Equal(("v0002", false), (grown.Version, grown.Reused));
    }

    [Fact]
    public async Task What_a_flaky_test_passed_with_is_trained_on_unless_the_settings_say_otherwise()
    {
        var recording = Recorded();
        recording.AskMany(4);
        recording.Ask("Shop.Tests.Flaky", "Sure?", "No.", Outcome.Failed, attempt: 1);
        recording.Ask("Shop.Tests.Flaky", "Sure?", "Yes.", Outcome.Passed, attempt: 2);

        var usual = await recording.BuildAsync();
        var strict = await DatasetBuilder.BuildAsync(recording.Options with { Dataset = new DatasetOptions { KeepFlaky = false } }, CancellationToken.None);
        var all = await DatasetBuilder.BuildAsync(recording.Options with { Dataset = new DatasetOptions { KeepFlaky = false, PassedOnly = false } }, CancellationToken.None);

        Assert.False(usual.Manifest.Stages[0].Dropped.ContainsKey("test-flaky"));
        Assert.Equal((1, 1), (strict.Manifest.Stages[0].Dropped["test-flaky"], strict.Manifest.Stages[0].Dropped["test-failed"]));
        Assert.Equal(2, all.Manifest.Stages[0].Dropped["test-flaky"]);
        Assert.Equal(4, strict.Manifest.Rows(DatasetPaths.SftTrain) + strict.Manifest.Rows(DatasetPaths.SftValid));
    }

    [Fact]
    public async Task The_latest_judgement_of_the_same_conversation_holds()
    {
        var recording = Recorded();
        recording.AskMany(3);
        recording.Ask("Shop.Tests.Mended", "Well?", "Well.", Outcome.Failed, "run-1");
        recording.Ask("Shop.Tests.Mended", "Well?", "Well.", Outcome.Passed, "run-2");
        recording.Ask("Shop.Tests.Broken", "So?", "So.", Outcome.Passed, "run-1");
        recording.Ask("Shop.Tests.Broken", "So?", "So.", Outcome.Failed, "run-2");

        var build = await recording.BuildAsync();

        var rows = string.Concat(Files(build.Folder).Where(f => f.Key is "sft/train.jsonl" or "sft/valid.jsonl").Select(f => f.Value));
        Assert.Contains("Shop.Tests.Mended", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop.Tests.Broken", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_byte_is_the_same_in_another_place_order_and_culture()
    {
        var (here, there) = (Recorded(), Recorded("Ünï cödé [2] root"));
        string[] tests = ["Shop.Tests.I", "Shop.Tests.i", "Shop.Tests.İ", "Shop.Tests.Z", "Shop.Tests.ä"];
        foreach (var test in tests)
        {
            here.Ask(test, $"I i İ ı {test}", "1.5");
        }

        foreach (var test in tests.Reverse())
        {
            there.Ask(test, $"I i İ ı {test}", "1.5");
        }

        var plain = await here.BuildAsync();
        var before = CultureInfo.CurrentCulture;
        BuiltDataset other;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            other = await there.BuildAsync();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(Hashed(plain.Folder), Hashed(other.Folder));
        Assert.DoesNotContain(_folder.Path, string.Concat(Hashed(plain.Folder).Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_build_left_is_invisible_and_goes_with_the_next()
    {
        var recording = Recorded();
        recording.AskMany(4);
        var dataset = DatasetPaths.Folder(recording.Root, "main");
        Directory.CreateDirectory(Path.Combine(dataset, ".building-0123", "sft"));
        File.WriteAllText(Path.Combine(dataset, ".building-0123", DatasetPaths.Manifest), "{}");

        Assert.Empty(DatasetVersions.List(recording.Root));
        await recording.BuildAsync();

        Assert.Equal(["v0001"], Directory.GetDirectories(dataset).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cancelled_build_leaves_nothing()
    {
        var recording = Recorded();
        recording.AskMany(4);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatasetBuilder.BuildAsync(recording.Options, new CancellationToken(canceled: true)));

        Assert.Empty(DatasetVersions.List(recording.Root));
    }

    [Fact]
    public async Task Builders_at_once_make_one_version()
    {
        var recording = Recorded();
        recording.AskMany(4);

        var builds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(recording.BuildAsync)));

        Assert.Equal(["v0001"], builds.Select(b => b.Version).Distinct());
        Assert.Single(builds, b => !b.Reused);
    }

    [Fact]
    public async Task Secrets_that_capture_missed_do_not_reach_a_version()
    {
        var recording = Recorded();
        const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        recording.AskMany(3);
        recording.Ask("Shop.Tests.Leak", $"My token is {Secret}.", $"{{\"password\":\"hunter2hunter2\",\"token\":\"{Secret}\"}}");

        var build = await recording.BuildAsync();

        var everything = string.Concat(Files(build.Folder).Values);
        Assert.DoesNotContain(Secret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", everything, StringComparison.Ordinal);
        Assert.True(build.Manifest.Redactions.Values.Sum() >= 2);
    }

    [Fact]
    public async Task Schemas_of_tools_survive_redaction()
    {
        var recording = Recorded();
        recording.AskMany(3);
        var tool = Recording.Add with { Schema = JsonText.Parse("""{"type":"object","properties":{"password":{"type":"string"},"token":{"type":"string","description":"Of the session."}},"required":["password"]}""") };
        recording.Write("Shop.Tests.Login", Outcome.Passed, "run-1", 1, Recording.Call(1, [new Message(Role.User, "Log in.")], [new Message(Role.Assistant, "Done.")]) with { Tools = [tool] });

        var build = await recording.BuildAsync();

        Assert.Contains(tool.Schema.Text, string.Concat(Files(build.Folder).Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_verifies_after_more_was_recorded_and_not_after_it_was_changed()
    {
        var recording = Recorded();
        recording.AskMany(5);
        await recording.BuildAsync();
        recording.AskMany(3, run: "run-2");
        recording.Ask("Shop.Tests.Later", "Later?", "Yes.");
        var version = DatasetVersions.Find(recording.Root, "main", null);

        var proof = await DatasetVerification.RunAsync(version, recording.Options, CancellationToken.None);
        File.AppendAllText(Path.Combine(version.Folder, DatasetPaths.SftTrain), "{}\n");
        var changed = await DatasetVerification.RunAsync(version, recording.Options, CancellationToken.None);

        Assert.Empty(proof.Problems);
        Assert.Equal("TF3033", Assert.Single(changed.Problems).Rule.Code);
        Assert.Empty(Directory.GetDirectories(recording.Root.Cache, "verify-*"));
    }

    // Of each test the last runs are kept: what a version was first built from goes, and what says the same is there.
    [Fact]
    public async Task A_version_that_is_reused_verifies_after_the_runs_it_was_built_from_are_gone()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var first = await recording.BuildAsync();
        for (var run = 2; run <= 7; run++)
        {
            recording.AskMany(5, $"run-{run}");
        }

        var again = await recording.BuildAsync();
        Directory.Delete(StashPaths.RunFolder(recording.Root, "run-1"), recursive: true);
        Directory.Delete(StashPaths.RunFolder(recording.Root, "run-2"), recursive: true);
        var proof = await DatasetVerification.RunAsync(DatasetVersions.Find(recording.Root, "main", null), recording.Options, CancellationToken.None);

        Assert.Equal((first.Version, true), (again.Version, again.Reused));
        Assert.True(proof.CanTell);
        Assert.Empty(proof.Problems);
    }

    [Fact]
    public async Task A_number_that_nobody_can_write_again_costs_one_stash_and_not_the_build()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var metadata = Path.Combine(recording.Ask("Shop.Tests.Endless", "How long?", "Long."), "metadata.json");
        File.WriteAllText(metadata, File.ReadAllText(metadata).Replace("\"duration_s\": 1", "\"duration_s\": 1e999", StringComparison.Ordinal));

        var build = await recording.BuildAsync();

        Assert.Equal(5, build.Manifest.Splits["train"].Examples + build.Manifest.Splits["valid"].Examples);
        Assert.Contains("duration_s", Assert.Single(build.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_that_changed_or_went_are_told_apart()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var stash = recording.Ask("Shop.Tests.Edited", "Before?", "Yes.");
        await recording.BuildAsync();
        var version = DatasetVersions.Find(recording.Root, "main", null);
        var calls = Path.Combine(stash, "interactions.jsonl");

        File.WriteAllText(calls, File.ReadAllText(calls).Replace("Before?", "After?", StringComparison.Ordinal));
        var edited = await DatasetVerification.RunAsync(version, recording.Options, CancellationToken.None);
        Directory.Delete(stash, recursive: true);
        var gone = await DatasetVerification.RunAsync(version, recording.Options, CancellationToken.None);

        Assert.All(edited.Problems, p => Assert.Equal("TF3034", p.Rule.Code));
        Assert.NotEmpty(edited.Problems);
        Assert.False(gone.CanTell);
        Assert.Equal("TF3035", Assert.Single(gone.Problems).Rule.Code);
    }

    [Fact]
    public async Task A_verification_makes_no_key_and_sweeps_what_a_killed_one_left()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var options = recording.Options with { Redaction = new RedactionOptions { Pseudonyms = true } };
        await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var version = DatasetVersions.Find(recording.Root, "main", null);
        var (key, left) = (Path.Combine(recording.Root.Folder, PseudonymKey.FileName), Directory.CreateDirectory(Path.Combine(recording.Root.Cache, "verify-0123", "version")).FullName);

        Assert.Empty((await DatasetVerification.RunAsync(version, options, CancellationToken.None)).Problems);
        File.Delete(key);
        var proof = await DatasetVerification.RunAsync(version, options, CancellationToken.None);

        Assert.False(Directory.Exists(left));
        Assert.Equal(("TF3035", false), (Assert.Single(proof.Problems).Rule.Code, proof.CanTell));
        Assert.False(File.Exists(key));
    }

    [Fact]
    public async Task A_verification_names_the_first_stage_that_counts_otherwise()
    {
        var recording = Recorded();
        recording.AskMany(5);
        var stash = recording.Ask("Shop.Tests.Edited", "Before?", "Yes.");
        await recording.BuildAsync();
        var metadata = Path.Combine(stash, "metadata.json");

        File.WriteAllText(metadata, File.ReadAllText(metadata).Replace("\"passed\"", "\"failed\"", StringComparison.Ordinal));
        var proof = await DatasetVerification.RunAsync(DatasetVersions.Find(recording.Root, "main", null), recording.Options, CancellationToken.None);

        Assert.Equal("TF3050", proof.Problems[0].Rule.Code);
        Assert.Contains("'outcome' is the first stage of 'v0001' that counts otherwise when it is built again: 6 in and 6 out, and now 6 in and 5 out, test-failed left out 1.", proof.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_recorded_and_nothing_left_are_errors_and_write_nothing()
    {
        var recording = Recorded();

        var nothing = await Assert.ThrowsAsync<TrainForgeException>(recording.BuildAsync);
        recording.Ask("Shop.Tests.Bad", "Wrong?", "Yes.", Outcome.Failed);
        var left = await Assert.ThrowsAsync<TrainForgeException>(recording.BuildAsync);

        Assert.Equal("TF2003", nothing.Diagnostic.Rule.Code);
        Assert.Contains("(test-failed 1)", left.Message, StringComparison.Ordinal);
        Assert.Empty(DatasetVersions.List(recording.Root));
    }

    [Fact]
    public async Task Switched_off_parts_have_no_files()
    {
        var recording = Recorded();
        recording.AskMany(2);
        var options = recording.Options with { Dataset = new DatasetOptions { Split = new SplitOptions { ValidPercent = 0 }, Tiny = new TinyOptions { Train = 0 } } };

        var build = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Assert.Equal(["sft/train.jsonl"], Files(build.Folder).Keys.Where(f => f.StartsWith("sft/", StringComparison.Ordinal)));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => File.ReadAllText(f, Encoding.Latin1)),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> Hashed(string folder)
    {
        var files = Files(folder);
        files.Remove(DatasetPaths.Provenance);
        return files;
    }
}
