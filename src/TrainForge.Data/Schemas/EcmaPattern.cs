using System.Text;
using System.Text.RegularExpressions;

namespace TrainForge.Data.Schemas;

/// <summary>
/// A pattern as JSON Schema means it: a regular expression of ECMAScript with the flag 'u', found anywhere in the text. It is
/// run without backtracking, in time that grows with the text alone; where it looks around or back, which cannot be done so,
/// with a limit of time. What is judged within it must not depend on how busy a machine is.
/// </summary>
internal sealed class EcmaPattern
{
    // Only for hostile ones: what a person writes takes microseconds. Much longer than a busy machine lets a thread wait.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private readonly Regex _regex;

    private EcmaPattern(Regex regex) => _regex = regex;

    /// <summary>Whether a text may take the whole limit of time.</summary>
    public bool Backtracks => !_regex.Options.HasFlag(RegexOptions.NonBacktracking);

    /// <returns>Null when the pattern is none of ECMAScript, or uses what is not understood here.</returns>
    public static EcmaPattern? TryParse(string pattern)
    {
        if (pattern.Length > MostCharacters || EcmaTranslation.ToDotNet(pattern) is not { } translated)
        {
            return null;
        }

        return Make(translated, RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout) ?? Make(translated, RegexOptions.None, Limit);
    }

    /// <returns>Null when the time ran out.</returns>
    public bool? IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private const int MostCharacters = 4096;

    private static EcmaPattern? Make(string pattern, RegexOptions options, TimeSpan limit)
    {
        try
        {
            return new EcmaPattern(new Regex(pattern, options | RegexOptions.CultureInvariant, limit));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
