using System.Text.Json;
using System.Text.RegularExpressions;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Core.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Redaction;

/// <summary>One person has one name: wherever she was met, in whatever build, for as long as the key of the root stays.</summary>
public sealed partial class PseudonymTests : IDisposable
{
    private const string Ada = "ada.lovelace" + "@" + "analytical-engine.co.uk";
    private const string Charles = "charles" + "@" + "difference-engine.co.uk";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_source_and_every_version_calls_a_person_by_one_name()
    {
        var recording = await GatherAsync("one ş");
        var first = await BuildAsync("one ş", "main");
        recording.Ask("Shop.Tests.Later", $"Where does {Ada} live?", "In London.", run: "run-2");
        var second = await BuildAsync("one ş", "main");
        var forced = await BuildAsync("one ş", "main", "--force");
        var other = await BuildAsync("one ş", "other");

        var names = Names(first).Distinct().ToList();
        Assert.Equal(2, names.Count);
        Assert.Equal(["v0001", "v0002", "v0002", "v0001"], new[] { first, second, forced, other }.Select(v => Path.GetFileName(v)));
        Assert.All(new[] { second, forced, other }, version => Assert.Equal(names.Order(), Names(version).Distinct().Order()));

        // Of five sources, each of which speaks of both.
        Assert.Equal(["claude-code", "openai-jsonl", "session-log", "stash"], Sources(first));
        Assert.All(names, name => Assert.Equal(5, Lines(first).Count(l => l.Contains(name, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Another_key_gives_other_names_and_the_same_key_elsewhere_the_same()
    {
        await GatherAsync("one");
        await GatherAsync("two");
        var key = _folder.File("one", ".trainforge", PseudonymKey.FileName);
        Directory.CreateDirectory(_folder.File("three", ".trainforge"));
        File.Copy(key, _folder.File("three", ".trainforge", PseudonymKey.FileName));
        await GatherAsync("three");
        var (one, two, three) = (await BuildAsync("one", "main"), await BuildAsync("two", "main"), await BuildAsync("three", "main"));

        Assert.Empty(Names(one).Intersect(Names(two)));
        Assert.Equal(Names(one).Distinct().Order(), Names(three).Distinct().Order());
        Assert.Equal(Hash(one), Hash(three));
        Assert.NotEqual(Hash(one), Hash(two));
    }

    [Fact]
    public async Task Neither_people_nor_secrets_nor_the_key_are_in_anything_that_was_written()
    {
        var recording = await GatherAsync("one");
        await BuildAsync("one", "main");
        var key = File.ReadAllText(_folder.File("one", ".trainforge", PseudonymKey.FileName)).Trim();

        Directory.Delete(recording.Root.Stashes, recursive: true); // as they were recorded: not ours to change
        foreach (var file in Directory.EnumerateFiles(recording.Root.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != PseudonymKey.FileName))
        {
            var text = File.ReadAllText(file);
            Assert.All(new[] { Ada, Charles, Secret, key }, hidden => Assert.False(text.Contains(hidden, StringComparison.OrdinalIgnoreCase), file));
        }
    }

    private static string Secret => Planted.Tokens[0].Text;

    // A stash that was redacted when it was recorded and one that was not, and what was brought in.
    private async Task<Recording> GatherAsync(string place)
    {
        var root = _folder.File(place, ".trainforge");
        var recording = new Recording(root);
        var text = $"Write to {Ada}, not to {Charles}; the key is {Secret}.";
        var capture = RunRedactor.For(root, new RedactionOptions { Pseudonyms = true });
        recording.Ask("Shop.Tests.Recorded", capture.Redact("Recorded: " + text, new RedactionCounts()), "Done.");
        recording.Ask("Shop.Tests.Raw", "Raw: " + text, "Done.");

        var sources = _folder.File(place, "sources");
        Directory.CreateDirectory(sources);
        Write("chat.jsonl", new { messages = new[] { new { role = "user", content = "Chat: " + text }, new { role = "assistant", content = "Done." } } });
        Write(
            "session_2026-03-08.jsonl",
            new { type = "message", role = "user", content = "Log: " + text, timestamp = "2026-03-08T10:00:00" },
            new { type = "message", role = "timmy", content = "Done.", timestamp = "2026-03-08T10:00:05" });
        Write(
            "claude.jsonl",
            new { type = "user", uuid = "u1", parentUuid = (string?)null, sessionId = "s", timestamp = "2026-03-08T10:00:00Z", message = new { role = "user", content = "Claude: " + text } },
            new { type = "assistant", uuid = "u2", parentUuid = "u1", sessionId = "s", timestamp = "2026-03-08T10:00:05Z", message = new { id = "m1", role = "assistant", model = "c", content = new[] { new { type = "text", text = "Done." } } } });
        await RunAsync(place, "ingest", "openai-jsonl", Path.Combine(sources, "chat.jsonl"));
        await RunAsync(place, "ingest", "session-log", Path.Combine(sources, "session_2026-03-08.jsonl"));
        await RunAsync(place, "ingest", "claude-code", Path.Combine(sources, "claude.jsonl"));
        return recording;

        void Write(string name, params object[] lines) => File.WriteAllLines(Path.Combine(sources, name), lines.Select(l => JsonSerializer.Serialize(l)));
    }

    private async Task<string> BuildAsync(string place, string name, params string[] more)
    {
        var json = await RunAsync(place, ["dataset", "build", "--json", "--name", name, "--set", "dataset.near_duplicates.enabled=false", "--set", "dataset.quality.train_on=[high,medium,low]", .. more]);
        return JsonDocument.Parse(json).RootElement.GetProperty("folder").GetString()!;
    }

    private async Task<string> RunAsync(string place, params string[] args)
    {
        var tool = new ToolRun(_folder.File(place));
        var code = await tool.RunAsync([.. args, "--set", "redaction.pseudonyms=true", "--root", _folder.File(place, ".trainforge")]);
        Assert.True(code == 0, $"{string.Join(' ', args)}: {code}\n{tool.Out}{tool.Error}");
        return tool.Out;
    }

    private static IEnumerable<string> Lines(string version) => Directory.GetFiles(Path.Combine(version, "sft")).Where(f => !f.Contains(".tiny.", StringComparison.Ordinal)).SelectMany(File.ReadLines);

    private static IEnumerable<string> Names(string version) => Lines(version).SelectMany(l => Email().Matches(l)).Select(m => m.Value);

    private static IEnumerable<string> Sources(string version) => Lines(version).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("source").GetString()!).Distinct().Order(StringComparer.Ordinal);

    private static string Hash(string version) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(version, "MANIFEST.json"))).RootElement.GetProperty("content_hash").GetString()!;

    [GeneratedRegex(@"\[EMAIL_[a-z0-9]{10}\]")]
    private static partial Regex Email();
}
