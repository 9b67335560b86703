using System.Globalization;

namespace TrainForge.Tool;

/// <summary>
/// One line on a terminal that redraws itself, at most ten times a second. Without a terminal it writes nothing at all:
/// a build log must not fill with it. Safe to advance from several threads.
/// </summary>
internal sealed class Progress(TextWriter? terminal, TimeProvider clock, string what, long total) : IDisposable
{
    private const string ClearLine = "\r\u001b[2K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private long _done;
    private long? _drawn;

    public void Advance(long by = 1, string? note = null)
    {
        if (terminal is null)
        {
            return;
        }

        lock (_lock)
        {
            _done += by;
            if (_drawn is not { } drawn || clock.GetElapsedTime(drawn) >= Pause)
            {
                _drawn = clock.GetTimestamp();
                terminal.Write(ClearLine + Line(note));
                terminal.Flush();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_drawn is not null)
            {
                terminal!.Write(ClearLine);
                terminal.Flush();
                _drawn = null;
            }
        }
    }

    private string Line(string? note)
    {
        var elapsed = clock.GetElapsedTime(_started);
        var count = total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{_done}/{total} ({100.0 * _done / total:0} %)")
            : _done.ToString(CultureInfo.InvariantCulture);
        var left = total > _done && _done > 0
            ? $", {(elapsed * ((double)(total - _done) / _done)).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)} left"
            : "";
        return $"{what}: {count}{left}{(note is null ? "" : $" {note}")}";
    }
}
