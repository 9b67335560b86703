using System.Globalization;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Tests.Probes;

internal static class FileProbes
{
    public const int ContentBytes = 300_000;

    /// <summary>One letter, so many times that no single write is enough. A whole content is one letter throughout.</summary>
    public static string Content(int turn) => new((char)('a' + (turn % 26)), ContentBytes);

    public static string Line(string writer, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"writer\":\"{writer}\",\"number\":{number},\"text\":\"{new string('x', number * 7919 % 20_000)}\"}}");

    /// <summary>Replaces a file until killed.</summary>
    public static int WriteOver(string[] args)
    {
        for (var turn = 0; ; turn++)
        {
            AtomicFile.WriteAllText(args[0], Content(turn));
            Say("written");
        }
    }

    /// <summary>path, name, count; a count of 0 goes on until killed.</summary>
    public static int Append(string[] args)
    {
        using var appender = LineAppender.Open(args[0]);
        return AppendAll(appender, args);
    }

    public static int AppendSole(string[] args)
    {
        using var appender = LineAppender.OpenSole(args[0]);
        return AppendAll(appender, args);
    }

    /// <summary>lock, counter, turns: read, add one, write, so that any two at once lose a count.</summary>
    public static int CountUnderLock(string[] args)
    {
        var turns = int.Parse(args[2], CultureInfo.InvariantCulture);
        for (var turn = 0; turn < turns; turn++)
        {
            using var mine = FileLock.Acquire(args[0], TimeSpan.FromMinutes(2), CancellationToken.None);
            var count = File.Exists(args[1]) ? int.Parse(File.ReadAllText(args[1]), CultureInfo.InvariantCulture) : 0;
            File.WriteAllText(args[1], (count + 1).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    /// <summary>Holds a lock until killed, or until its input ends.</summary>
    public static int HoldLock(string[] args)
    {
        try
        {
            using var mine = FileLock.TryAcquire(args[0]);
            Say(mine is null ? "refused" : "held");
            Console.In.ReadToEnd();
            return 0;
        }
        catch (TrainForgeException e)
        {
            Say(e.Diagnostic.Rule.Code);
            return 1;
        }
    }

    private static int AppendAll(LineAppender appender, string[] args)
    {
        var count = int.Parse(args[2], CultureInfo.InvariantCulture);
        for (var number = 0; count == 0 || number < count; number++)
        {
            appender.Append(Encoding.UTF8.GetBytes(Line(args[1], number)));
            if (count == 0)
            {
                Say("appended"); // nobody reads the lines of those that end by themselves, and a full pipe would hold them up
            }
        }

        return 0;
    }

    private static void Say(string word)
    {
        Console.Out.WriteLine(word);
        Console.Out.Flush();
    }
}
