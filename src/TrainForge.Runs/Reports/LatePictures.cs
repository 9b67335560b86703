using System.Globalization;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Runs.Reports;

/// <summary>
/// The pictures that nobody waits for: drawn beside the end of a run by one process at a time, those of the newest diagrams first and
/// only as long as it may take. What is not reached is drawn after the next run, or by 'trainforge report'. A diagram that could not
/// be drawn is not tried again before it changes.
/// </summary>
public sealed class LatePictures(TrainForgeRoot root)
{
    /// <summary>Of one go.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private string FailuresFile => Path.Combine(root.Cache, "pictures.txt");

    /// <summary>Diagrams without a picture, or with one that is older.</summary>
    public IReadOnlyList<string> Due()
    {
        var failed = File.Exists(FailuresFile) ? File.ReadAllLines(FailuresFile).ToHashSet(StringComparer.Ordinal) : [];
        return [.. StashReports.Diagrams(root).Where(diagram => DiagramPictures.IsDue(diagram) && !failed.Contains(Line(diagram)))];
    }

    /// <summary>How many were drawn; null while another process draws.</summary>
    public async Task<int?> DrawAsync(DiagramPictures pictures, TimeSpan limit, CancellationToken cancel)
    {
        using var alone = FileLock.TryAcquire(Path.Combine(root.Cache, "pictures.lock"));
        if (alone is null)
        {
            return null;
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(limit);
        var drawn = 0;
        foreach (var diagram in Due())
        {
            try
            {
                var (count, problems) = await pictures.DrawAsync([diagram], static _ => { }, time.Token);
                drawn += count;
                if (problems.Count > 0)
                {
                    Remember(diagram);
                }
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                break;
            }
        }

        return drawn;
    }

    // Those of diagrams that are gone or changed are forgotten on the way.
    private void Remember(string diagram)
    {
        var known = File.Exists(FailuresFile) ? File.ReadAllLines(FailuresFile) : [];
        var still = StashReports.Diagrams(root).Select(Line).ToHashSet(StringComparer.Ordinal);
        AtomicFile.WriteDerived(FailuresFile, Encoding.UTF8.GetBytes(string.Concat(known.Where(still.Contains).Append(Line(diagram)).Distinct(StringComparer.Ordinal).Select(line => line + "\n"))));
    }

    private static string Line(string diagram) =>
        string.Create(CultureInfo.InvariantCulture, $"{File.GetLastWriteTimeUtc(diagram).Ticks} {Path.GetFileName(diagram)}");
}
