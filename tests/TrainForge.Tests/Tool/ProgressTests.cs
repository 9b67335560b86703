using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Tool;

public class ProgressTests
{
    private readonly FixedClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Draws_at_most_ten_times_a_second_and_takes_its_line_away()
    {
        var terminal = new StringWriter();

        using (var progress = new Progress(terminal, _clock, "Training", 200))
        {
            for (var i = 0; i < 100; i++)
            {
                progress.Advance();
                _clock.Now += TimeSpan.FromMilliseconds(10);
            }
        }

        Assert.Equal(11, terminal.ToString().Split('\r').Length - 1);
        Assert.Contains("Training: 91/200 (46 %), 0:00:01 left", terminal.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[2K", terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_silent_without_a_terminal()
    {
        var run = new ToolRun(".");

        using (var progress = run.Context.Progress("Training", 3))
        {
            progress.Advance(3, "note");
        }

        Assert.Empty(run.Out + run.Error);
    }
}
