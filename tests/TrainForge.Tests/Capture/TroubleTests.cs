using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Stashes;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Capture;

/// <summary>What goes wrong on our side stays there: the test gets its answer, the user one line.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task A_root_that_cannot_be_made_costs_one_warning_and_nothing_else()
    {
        File.WriteAllText(_host.Root, "a file where a folder should be");
        var client = new FakeModel("ok").WithTrainForge(_host.Host);

        for (var test = 0; test < 10; test++)
        {
            _host.Begin($"T{test}");
            Assert.Equal("ok", (await client.GetResponseAsync("hello")).Text);
            _host.Current!.Log("a line");
            _host.Current!.Attach(_host.Root);
            _host.End($"T{test}");
        }

        Assert.StartsWith("trainforge: warning TF5001: ", Assert.Single(_host.Stderr.ToString().Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_root_leaves_the_tests_green()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Needs a user whom permissions concern.");
            return;
        }

        Directory.CreateDirectory(_host.Root, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var client = new FakeModel("ok").WithTrainForge(_host.Host);

        _host.Begin("A");
        await client.GetResponseAsync("hello");
        _host.End("A");

        Assert.Single(_host.Stderr.ToString().Trim().Split('\n'));
    }

    // A log that leads to a device which is always full: the system's own answer, not a pretended one.
    [Fact]
    public void A_full_disk_leaves_the_tests_green()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs /dev/full.");
        var stash = _host.Begin("A");
        stash.Log("this fits");
        var log = Path.Combine(Assert.Single(_host.Folders), "session_model.log");
        File.CreateSymbolicLink(log, "/dev/full");

        stash.WriteLog("session_model.log", LogLevel.Information, "model", "this does not");
        stash.Log("and this is not tried");
        _host.End("A");

        Assert.Contains("No space left on device", Assert.Single(_host.Stderr.ToString().Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_redacted_is_withheld_and_marked()
    {
        using var host = new TestHost(redaction: (_, _, _) => throw new InvalidOperationException("key-4711 broke it"));
        var client = new FakeModel("the answer").WithTrainForge(host.Host);

        var (calls, _, folder) = await host.RunAsync(() => client.GetResponseAsync("the question"));

        Assert.Equal(("withheld", 1L, 0, 0), (calls[0].Error!.Kind, calls[0].Sequence, calls[0].Request.Count, calls[0].Response.Count));
        Assert.DoesNotContain("the question", File.ReadAllText(Path.Combine(folder, StashPaths.Interactions)), StringComparison.Ordinal);
        Assert.Contains("warning TF5002", host.Stderr.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", host.Stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_reach_no_file_of_the_stash()
    {
        const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        var client = new FakeModel($"it is {Secret}").WithTrainForge(_host.Host);
        var note = Path.Combine(Path.GetDirectoryName(_host.Root)!, "note.txt");
        File.WriteAllText(note, $"token={Secret}");

        _host.Begin("A");
        await client.GetResponseAsync($"keep {Secret}");
        _host.Current!.Log($"saw {Secret}");
        _host.Current!.Attach(note);
        _host.Host.End(TestHost.Test("A").Id, new TestEnd(Outcome.Failed) { Message = $"expected {Secret}" });

        var files = Directory.GetFiles(Assert.Single(_host.Folders));
        Assert.Equal(["interactions.jsonl", "metadata.json", "note.txt", "session.log", "session_model.log"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.DoesNotContain(Secret, File.ReadAllText(f), StringComparison.Ordinal));
    }

    // What a user's own code says when it fails may quote what it works on; the line goes to the error stream and to the notes.
    [Fact]
    public void A_secret_in_an_exception_reaches_neither_the_error_stream_nor_the_notes()
    {
        const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

        _host.Begin("A").Record(Failing(), new ChatResponse(new ChatMessage(ChatRole.Assistant, "4")));
        _host.End("A");

        var notes = File.ReadAllText(Path.Combine(_host.Root, "notes", "capture.tsv"));
        Assert.Contains("no access with ", notes, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, notes + _host.Stderr, StringComparison.Ordinal);

        static IEnumerable<ChatMessage> Failing()
        {
            yield return new ChatMessage(ChatRole.User, "2 + 2?");
            throw new InvalidOperationException($"no access with {Secret}");
        }
    }

    // Cut first and redacted then, half a key would be left, which no redactor knows for one.
    [Theory]
    [InlineData(19_960)]
    [InlineData(19_990)]
    public async Task A_secret_that_a_cut_goes_through_is_left_out_whole(int before)
    {
        var text = string.Concat(Enumerable.Repeat("word ", before / 5));
        var secret = "ghp_" + string.Concat(Enumerable.Repeat("aZ3kQ9", 20))[..36];
        using var host = new TestHost(settings => settings with { MaxTextBytes = 20_000 });
        var client = new FakeModel(text + secret + " end").WithTrainForge(host.Host);

        host.Begin("A");
        await client.GetResponseAsync(text + secret + " end");
        host.Host.End(TestHost.Test("A").Id, new TestEnd(Outcome.Failed) { Message = text + secret + " end", Stack = text + secret + " end" });

        Assert.All(Directory.GetFiles(Assert.Single(host.Folders)), file => Assert.DoesNotContain("ghp_", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(TestHost.Interactions(Assert.Single(host.Folders)), call => Assert.True(call.Request[0].IsTruncated && call.Response[0].IsTruncated));
    }

    [Fact]
    public async Task A_stash_that_is_full_says_so_and_takes_no_more()
    {
        using var host = new TestHost(s => s with { MaxStashBytes = 3000 });
        var client = new FakeModel(new string('x', 1000)).WithTrainForge(host.Host);

        var (calls, metadata, _) = await host.RunAsync(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await client.GetResponseAsync("hello");
            }
        });

        Assert.InRange(calls.Length, 1, 2);
        Assert.Equal("stash", Assert.Single(metadata.Truncations).What);
        Assert.Contains("warning TF5006", host.Stderr.ToString(), StringComparison.Ordinal);
    }

    // Tools on Windows write UTF-16, and old ones a byte for each letter: text is text.
    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("latin1", false)]
    public void A_secret_in_an_attached_text_is_redacted_in_whatever_letters_it_is_written(string letters, bool isMarked)
    {
        const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        var encoding = Encoding.GetEncoding(letters);
        var source = Path.Combine(Path.GetDirectoryName(_host.Root)!, "note.txt");
        File.WriteAllBytes(source, [.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes($"Schlüssel für später: token={Secret}\r\n")]);

        _host.Begin("A").Attach(source, $"{Secret}.txt");
        _host.End("A");

        var kept = Assert.Single(Directory.GetFiles(Assert.Single(_host.Folders)), file => Path.GetFileName(file).Contains(".txt", StringComparison.Ordinal));
        var text = encoding.GetString(File.ReadAllBytes(kept));
        Assert.DoesNotContain(Secret, text + kept, StringComparison.Ordinal);
        Assert.StartsWith($"{(isMarked ? "\uFEFF" : "")}Schlüssel für später: token=[", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_in_UTF_16_is_refused_as_any_other_that_cannot_be_redacted()
    {
        using var host = new TestHost(settings => settings with { MaxFileBytes = 100 << 20 });
        var source = Path.Combine(Path.GetDirectoryName(host.Root)!, "long.txt");
        File.WriteAllText(source, new string('a', StashAttachment.MaxTextBytes), Encoding.Unicode);

        host.Begin("A").Attach(source);
        host.End("A");

        Assert.Contains("more than 4194304 cannot be redacted", host.Stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_for_which_there_is_no_room_does_not_end_the_recording()
    {
        using var host = new TestHost(settings => settings with { MaxStashBytes = 20_000, MaxFileBytes = 10_000 });
        var source = Path.Combine(Path.GetDirectoryName(host.Root)!, "long.bin");
        var client = new FakeModel("ok").WithTrainForge(host.Host);

        var (calls, metadata, folder) = await host.RunAsync(async () =>
        {
            foreach (var length in (int[])[25_000, 9_999, 9_998])
            {
                File.WriteAllBytes(source, new byte[length]);
                host.Current!.Attach(source);
                await client.GetResponseAsync("hello");
            }
        });

        Assert.Equal((3, 0), (calls.Length, metadata.Truncations.Count));
        Assert.Equal(9_999, new FileInfo(Path.Combine(folder, "long.bin")).Length);
        Assert.Single(Directory.GetFiles(folder, "*.bin"));
        Assert.Contains("it has 25000 bytes, and 10000 is the most", host.Stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_is_kept_to_the_byte()
    {
        var random = new byte[5000];
        new Random(7).NextBytes(random);
        var source = Path.Combine(Path.GetDirectoryName(_host.Root)!, "picture.png");
        File.WriteAllBytes(source, random);

        _host.Begin("A").Attach(source);
        _host.End("A");

        Assert.Equal(random, File.ReadAllBytes(Path.Combine(Assert.Single(_host.Folders), "picture.png")));
    }

    [Fact]
    public void Attachments_keep_their_names_and_take_none_of_ours()
    {
        var source = Path.Combine(Path.GetDirectoryName(_host.Root)!, "metadata.json");
        File.WriteAllBytes(source, [0, 1, 2]);
        _host.Begin("A");

        _host.Current!.Attach(source);
        _host.Current!.Attach(source, "../../plan.bin");
        _host.Current!.Attach(source, "plan.bin");
        _host.Current!.Attach("missing.txt");
        _host.End("A");

        var folder = Assert.Single(_host.Folders);
        Assert.Equal(["attached-metadata.json", "interactions.jsonl", "metadata.json", "plan-2.bin", "plan.bin"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Outcome.Passed, TestHost.Metadata(folder).Outcome);
        Assert.Contains("'missing.txt' was not attached", _host.Stderr.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Screen shot 1.PNG", ".png")]
    [InlineData("con.txt", ".txt")]
    [InlineData("Ödeme.json", ".json")]
    [InlineData("METADATA.JSON", ".json")]
    [InlineData("...", "")]
    [InlineData("trace.a b", "")]
    public void An_attachment_whose_name_cannot_stay_keeps_its_kind(string name, string kind)
    {
        var source = Path.Combine(Path.GetDirectoryName(_host.Root)!, "source");
        File.WriteAllBytes(source, [0]);
        _host.Begin("A").Attach(source, name);
        _host.End("A");

        var kept = Assert.Single(Directory.GetFiles(Assert.Single(_host.Folders)).Select(file => Path.GetFileName(file)), file => file is not (StashPaths.Metadata or StashPaths.Interactions));
        Assert.True(kind.Length == 0 ? !kept.EndsWith(name, StringComparison.Ordinal) : kept.EndsWith(kind, StringComparison.Ordinal), kept);
    }

    [Fact]
    public void Calls_without_a_chat_client_are_recorded_by_hand()
    {
        _host.Begin("A");
        _host.Current!.Record("2 + 2?", "4", "calculator");
        _host.End("A");
        _host.Host.Outside.Record("nobody", "asked");

        var call = Assert.Single(TestHost.Interactions(Assert.Single(_host.Folders)));
        Assert.Equal(("2 + 2?", "4", "calculator"), (call.Request[0].Text, call.Response[0].Text, call.Model));
    }

    [Fact]
    public void Attempts_of_one_test_are_stashes_of_their_own()
    {
        foreach (var outcome in (Outcome[])[Outcome.Failed, Outcome.Passed])
        {
            _host.Begin("A").Record("q", "a");
            _host.End("A", outcome);
        }

        Assert.Equal([(1, Outcome.Failed), (2, Outcome.Passed)], _host.Folders.Select(TestHost.Metadata).Select(m => (m.Attempt, m.Outcome)).Order());
    }

    [Fact]
    public void A_test_that_leaves_nothing_leaves_no_folder()
    {
        _host.Begin("A");
        _host.End("A");

        Assert.False(Directory.Exists(_host.Root));
    }

    [Fact]
    public void Logs_go_to_the_stash_of_their_test_and_nowhere_outside()
    {
        var logger = new StashLoggerProvider(_ => false).CreateLogger("Shop.Orders");
        var model = new StashLoggerProvider().CreateLogger("Shop.Model");
        logger.LogInformation("outside");

        _host.Begin("A");
        logger.LogWarning(new InvalidOperationException("bad"), "Order {Id} refused", 7);
        model.LogInformation("[ROUTED] tier=small");
        _host.End("A");

        var folder = Assert.Single(_host.Folders);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[WARNING\] Shop\.Orders: Order 7 refused\nSystem\.InvalidOperationException: bad\n$", File.ReadAllText(Path.Combine(folder, "session.log")));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[ROUTED\] tier=small\n$", File.ReadAllText(Path.Combine(folder, "session_model.log")));
    }

    [Fact]
    public void A_killed_process_loses_at_most_the_call_in_flight()
    {
        using (var probe = ProbeProcess.Start("record", _host.Root))
        {
            // Each line is printed after its call has returned to the test.
            var last = 0;
            while (last < 20)
            {
                last = int.Parse(probe.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
            }

            probe.Kill();
        }

        var stash = Assert.Single(StashReader.Find(_host.Root));
        var content = StashReader.Read(stash);
        Assert.False(content.HasEnded);
        Assert.InRange(content.Interactions.Count, 20, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, content.Interactions.Count).Select(i => (long)i), content.Interactions.Select(i => i.Sequence));
    }

    public void Dispose() => _host.Dispose();
}
