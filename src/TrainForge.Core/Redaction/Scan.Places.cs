using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>Addresses with credentials in them or that are secrets themselves, commands that were never expanded, environment files.</summary>
internal ref partial struct Scan<T>
{
    // At ':' of '://'. name:password before the '@'; the name alone only where it looks like a token.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Address(int at)
    {
        var start = at + 3;
        var (end, at2, colon) = (start, 0, 0);
        for (; end < _text.Length; end++)
        {
            var c = Letter(end);
            if (c <= ' ' || c is '/' or '?' or '#' or '"' or '\'' or '`' or '<' or '>' or '{' or '}' or '\\' or '|' or '^' or '(' or ')')
            {
                break;
            }

            colon = colon == 0 && c == ':' ? end : colon;
            at2 = c == '@' ? end : at2;
        }

        if (at2 == 0 || Letter(start) == '[' || !_plan.On(RedactionClass.UrlCredentials))
        {
            return 0;
        }

        var hasPassword = colon > 0 && colon < at2 - 1;
        return hasPassword && !IsMarker(colon + 1, at2) && !IsPlaceholder(colon + 1, at2) || (!hasPassword && LooksLikeToken(start, at2, 16))
            ? Take(start, at2, RedactionClass.UrlCredentials)
            : 0;
    }

    // Addresses that are secrets themselves. The host stays, so that one can see what was called.
    private int Webhook(int at)
    {
        if (Has(at - 15, "hooks.slack.com") && (Has(at, "/services/") || Has(at, "/workflows/") || Has(at, "/triggers/")))
        {
            return WebhookPath(RunEnd(at + 1, Glyphs.Lower) + 1, RedactionClass.SlackWebhook);
        }

        return (Has(at - 11, "discord.com") || Has(at - 14, "discordapp.com")) && HasWebhookPath(at, out var path) ? WebhookPath(path, RedactionClass.DiscordWebhook) : 0;
    }

    private readonly bool HasWebhookPath(int at, out int path)
    {
        path = at + 5;
        while (Letter(path) is 'v' or '/' || Glyphs.Digit.Is(Letter(path)))
        {
            path++;
            if (path - at > 10)
            {
                return false;
            }
        }

        var isHook = Has(at, "/api/") && Has(path, "webhooks/");
        path += "webhooks/".Length;
        return isHook;
    }

    private int WebhookPath(int start, RedactionClass value)
    {
        var end = start;
        while (Glyphs.Token.Is(Letter(end)) || Letter(end) == '/')
        {
            end++;
        }

        return end - start >= 16 ? Take(start, end, value) : 0;
    }

    // $(whoami) and its like, which were meant to be filled in by the shell that wrote them.
    private int Shell(int at)
    {
        if (Letter(at + 1) != '(')
        {
            return 0;
        }

        var word = RunEnd(at + 2, Glyphs.Letter);
        if (!IsOneOf(at + 2, word, Words.ShellCommands) || Letter(word) is not (' ' or ')'))
        {
            return 0;
        }

        for (var end = word; end - word < MaxUserName; end++)
        {
            if (Letter(end) is ')')
            {
                return Take(at, end + 1, RedactionClass.ShellExpansion);
            }

            if (Letter(end) is '\n' or '(' or -1)
            {
                return 0;
            }
        }

        return 0;
    }

    // At the '.' of .env, .env.local, .envrc; not .environment, not process.env.
    private int EnvironmentFile(int at)
    {
        if (!Has(at, ".env") || Glyphs.Name.Is(Before(at)) && !IsBoundary(at) || Before(at) is ')' or ']' or '}' or '?' or '!')
        {
            return 0;
        }

        var end = at + 4;
        end += Has(end, "rc") ? 2 : 0;
        if (Glyphs.Word.Is(Letter(end)))
        {
            return 0;
        }

        end = Letter(end) is '(' or '[' or '=' ? at : RunEnd(end, Glyphs.Name);
        while (end > at && Letter(end - 1) is '.' or '-')
        {
            end--;
        }

        return Take(at, end, RedactionClass.EnvironmentFile);
    }
}
