using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

public sealed class LineFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Diagnostic> _reports = [];

    private string Log => _folder.File("log.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_come_back_with_their_numbers_and_places()
    {
        using (var appender = LineAppender.Open(Log))
        {
            appender.Append("bir"u8);
            appender.Append(""u8);
            appender.Append("üç"u8);
        }

        Assert.Equal([(1, 0, "bir"), (2, 4, ""), (3, 5, "üç")], Read());
        Assert.Empty(_reports);
        Assert.Equal("bir\n\nüç\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_torn_line_is_left_out_reported_and_put_aside_by_the_next_writer()
    {
        File.WriteAllText(Log, "whole\nto");

        Assert.Equal([(1, 0, "whole")], Read());
        Assert.Equal($"{Log}(2): warning TF3005: Line 2, at byte 6, has 2 bytes and no end, and is left out. A process that writes it now will finish it; otherwise the next writer moves it to a '.torn' file beside.", Assert.Single(_reports).ToString());

        using var appender = LineAppender.Open(Log);
        appender.Append("next"u8);

        Assert.Equal(new TornTail(Log, 6, 2, Log + ".torn"), appender.Repaired);
        Assert.Equal("whole\nnext\n", File.ReadAllText(Log));
        Assert.Equal("to\n", File.ReadAllText(Log + ".torn"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData(200_000)]
    public void A_torn_line_of_any_length_is_found_with_and_without_lines_before(int length)
    {
        foreach (var before in new[] { "", "a\n", new string('b', 70_000) + "\n" })
        {
            File.WriteAllText(Log, before + new string('t', length));
            using (var appender = LineAppender.OpenSole(Log))
            {
                appender.Append("new"u8);
                Assert.Equal((before.Length, length), ((int)appender.Repaired!.Offset, (int)appender.Repaired.Length));
            }

            Assert.Equal(before + "new\n", File.ReadAllText(Log));
        }

        Assert.Equal(string.Concat(Enumerable.Repeat(new string('t', length) + "\n", 3)), File.ReadAllText(Log + ".torn"));
    }

    [Fact]
    public void Lines_longer_than_any_buffer_and_files_from_elsewhere_are_read()
    {
        var longest = new string('x', 300_000);
        File.WriteAllText(Log, "\ufeffone\r\n\r\n" + longest + "\nlast\n");

        Assert.Equal([(1, 0, "one"), (2, 8, ""), (3, 10, longest), (4, 300_011, "last")], Read());
    }

    [Fact]
    public void A_missing_file_has_no_lines() => Assert.Empty(Read());

    [Fact]
    public void A_line_end_inside_a_line_is_refused()
    {
        using var appender = LineAppender.Open(Log);

        Assert.Throws<ArgumentException>(() => appender.Append("a\nb"u8));
        Assert.Equal("", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_replaced_meanwhile_gets_the_next_line()
    {
        using var appender = LineAppender.Open(Log);
        appender.Append("old"u8);
        AtomicFile.WriteAllText(Log, "new file\n");

        appender.Append("next"u8);

        Assert.Equal("new file\nnext\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_nobody_else_writes_has_nothing_beside_it()
    {
        using (var appender = LineAppender.OpenSole(_folder.File("stash", "log.jsonl")))
        {
            appender.Append("a"u8);
            Assert.Equal("a\n", Encoding.UTF8.GetString([.. LineFile.Read(_folder.File("stash", "log.jsonl"), _reports.Add).SelectMany(l => (byte[])[.. l.Bytes.Span, (byte)'\n'])]));
        }

        Assert.Single(Directory.GetFiles(_folder.File("stash")));
    }

    [Fact]
    public void Threads_of_one_process_share_an_appender()
    {
        using var appender = LineAppender.OpenSole(Log);

        Parallel.For(0, 400, i => appender.Append(Encoding.UTF8.GetBytes($"{i}:{new string('y', i * 13)}")));

        Assert.Equal(Enumerable.Range(0, 400), Read().Select(l => int.Parse(l.Text.Split(':')[0])).Order());
        Assert.All(Read(), l => Assert.Equal(int.Parse(l.Text.Split(':')[0]) * 13, l.Text.Split(':')[1].Length));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_one_error()
    {
        Directory.CreateDirectory(Log);

        Assert.Equal("TF3001", Assert.Throws<TrainForgeException>(() => LineAppender.Open(Log)).Diagnostic.Rule.Code);
        Assert.Equal("TF3001", Assert.Throws<TrainForgeException>(() => LineAppender.OpenSole(Log)).Diagnostic.Rule.Code);
    }

    private List<(long Number, long Offset, string Text)> Read() =>
        [.. LineFile.Read(Log, _reports.Add).Select(l => (l.Number, l.Offset, Encoding.UTF8.GetString(l.Bytes.Span)))];
}
