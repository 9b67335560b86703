using System.Globalization;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>A log that is read from its begin to its end; every record begins a line with its time.</summary>
internal sealed class LogText(string text)
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";

    private int _counted;
    private int _line = 1;

    public string Text => text;

    public int Length => text.Length;

    /// <summary>Where the message of the record at this place begins; -1 when there is no time at the place, or no line begins there.</summary>
    public int Message(int at, out string time)
    {
        time = "";
        if ((at > 0 && text[at - 1] != '\n') || at + TimeForm.Length >= text.Length || text[at + TimeForm.Length] != ' '
            || !DateTime.TryParseExact(text.AsSpan(at, TimeForm.Length), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stamp))
        {
            return -1;
        }

        time = stamp.ToString("s", CultureInfo.InvariantCulture);
        return at + TimeForm.Length + 1;
    }

    /// <summary>The begin of the next record behind this place, or the end.</summary>
    public int Next(int at)
    {
        for (var end = At('\n', at); end >= 0; end = At('\n', end + 1))
        {
            if (Message(end + 1, out _) >= 0)
            {
                return end + 1;
            }
        }

        return text.Length;
    }

    /// <summary>The number of the line. Ask in rising order.</summary>
    public int Line(int at)
    {
        _line += text.AsSpan(_counted, at - _counted).Count('\n');
        _counted = at;
        return _line;
    }

    public bool Is(string word, int at) => at >= 0 && at + word.Length <= text.Length && string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    /// <summary>Behind a line of nothing but ten or more of this sign; -1 when there is none at the place.</summary>
    public int Fence(char sign, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == sign)
        {
            end++;
        }

        return end - at < 10 ? -1 : end == text.Length ? end : text[end] == '\n' ? end + 1 : -1;
    }

    /// <summary>The rest of the line, without its end.</summary>
    public string Rest(int at) => text[at..(At('\n', at) is >= 0 and var end ? end : text.Length)];

    private int At(char sign, int at) => at < text.Length ? text.IndexOf(sign, at) : -1;
}
