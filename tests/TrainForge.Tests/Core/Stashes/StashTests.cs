using System.Text;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Stashes;

public sealed class StashTests : IDisposable
{
    private static readonly StashName Name = new("id-1", "Refund is offered(days: 14)?", "Shop.Tests", "net10.0");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_in_order()
    {
        using (var stash = StashWriter.Create(_folder.Path, Name))
        {
            stash.Append(Call(1));
            stash.Append(Call(2));
            stash.Finish(Metadata());
        }

        var read = StashReader.Read(Assert.Single(StashReader.Find(_folder.Path)));

        Assert.Equal(["call 1", "call 2"], read.Interactions.Select(i => i.Request[0].Text));
        Assert.Equal([1L, 2L], read.Interactions.Select(i => i.Line));
        Assert.Equal(2, read.Metadata!.Interactions);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void A_line_is_on_disk_before_the_next_statement_of_the_test()
    {
        using var stash = StashWriter.Create(_folder.Path, Name);

        stash.Append(Call(1));

        Assert.Single(StashReader.Read(stash.Folder).Interactions);
        Assert.False(StashReader.Read(stash.Folder).HasEnded);
    }

    [Fact]
    public void A_torn_tail_is_reported_and_left_out()
    {
        var stash = WithCalls(1);
        File.AppendAllText(Path.Combine(stash, StashPaths.Interactions), "{\"schema_version\":1,\"id");

        var read = StashReader.Read(stash);

        Assert.Single(read.Interactions);
        Assert.Equal(0, read.BadLines);
        Assert.Equal(2, Assert.Single(read.Problems).Where.Line);
    }

    [Fact]
    public void A_bad_line_is_counted_with_its_place_and_the_rest_is_read()
    {
        var stash = WithCalls(1);
        var file = Path.Combine(stash, StashPaths.Interactions);
        File.AppendAllText(file, "{\"schema_version\":1,\"id\":3}\nnot json\n" + Encoding.UTF8.GetString(StashJson.ToLine(Call(4))) + "\n");

        var read = StashReader.Read(stash);

        Assert.Equal(2, read.Interactions.Count);
        Assert.Equal(2, read.BadLines);
        Assert.Equal([$"{file}(2): warning TF2001: The line cannot be read and is left out: 'id' is 3; it must be a string."], read.Problems.Take(1).Select(p => p.ToString()));
        Assert.Equal(3, read.Problems[1].Where.Line);
    }

    [Fact]
    public void Unreadable_metadata_is_a_test_that_never_ended()
    {
        var stash = WithCalls(1);
        File.WriteAllText(Path.Combine(stash, StashPaths.Metadata), "{\"schema_version\":1,\"test_name\":\"t\"}");

        var read = StashReader.Read(stash);

        Assert.False(read.HasEnded);
        Assert.Contains("'outcome' is missing.", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_writers_of_one_name_get_two_folders()
    {
        using var one = StashWriter.Create(_folder.Path, Name);
        using var two = StashWriter.Create(_folder.Path, Name);
        using var other = StashWriter.Create(_folder.Path, Name with { Assembly = "Else.Tests" });

        Assert.Equal(3, new[] { one.Folder, two.Folder, other.Folder }.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Threads_that_append_at_once_lose_no_line()
    {
        using var stash = StashWriter.Create(_folder.Path, Name);

        await Parallel.ForAsync(0, 200, (n, _) =>
        {
            stash.Append(Call(n));
            return ValueTask.CompletedTask;
        });

        var read = StashReader.Read(stash.Folder);
        Assert.Equal(Enumerable.Range(0, 200).Select(n => (long)n), read.Interactions.Select(i => i.Sequence).Order());
    }

    [Fact]
    public void Folder_names_work_everywhere()
    {
        var name = StashPaths.FolderName(Name with { DisplayName = new string('x', 300) + "[?]:\\/ İ" });

        Assert.InRange(name.Length, 1, 80);
        Assert.DoesNotContain(name, c => "<>:\"/\\|?*[] ".Contains(c, StringComparison.Ordinal));
    }

    private string WithCalls(int count)
    {
        using var stash = StashWriter.Create(_folder.Path, Name);
        for (var i = 1; i <= count; i++)
        {
            stash.Append(Call(i));
        }

        return stash.Folder;
    }

    private static Interaction Call(int number) => new()
    {
        Id = $"i{number}",
        Sequence = number,
        Started = DateTimeOffset.UnixEpoch,
        Request = [new Message(Role.User, $"call {number}")],
        Response = [new Message(Role.Assistant, "fine")],
    };

    private static StashMetadata Metadata() => new()
    {
        TestName = Name.DisplayName,
        Outcome = Outcome.Passed,
        Timestamp = DateTimeOffset.UnixEpoch,
        DurationSeconds = 0.5,
        RunId = "run",
        TestId = "id-1",
    };
}
