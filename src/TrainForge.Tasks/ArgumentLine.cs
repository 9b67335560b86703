using System.Text;

namespace TrainForge.Tasks;

/// <summary>
/// A list of arguments as the one string a tool task takes, quoted so that the started program reads the same list again. The
/// rules are those every .NET program parses by: a backslash counts only before a quote, and before the closing one.
/// </summary>
internal static class ArgumentLine
{
    public static string From(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.Any(c => char.IsWhiteSpace(c) || c == '"'))
        {
            return argument;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            quoted.Append('\\', c == '"' ? (backslashes * 2) + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        return quoted.Append('\\', backslashes * 2).Append('"').ToString();
    }
}
