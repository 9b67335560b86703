namespace TrainForge.Redaction;

/// <summary>Kinds of ASCII characters, as flags in one table. Anything beyond ASCII is of no kind, so UTF-8 and UTF-16 agree.</summary>
[Flags]
internal enum Glyphs : ushort
{
    None = 0,
    Lower = 1,
    Upper = 2,
    Digit = 4,
    Hex = 8,
    Dash = 16,
    Underscore = 32,
    Dot = 64,
    Blank = 128,
    LineEnd = 256,
    Base64Extra = 512,
    Mail = 1024,
    Quote = 2048,
    PemExtra = 4096,
    PathEnd = 8192,

    Letter = Lower | Upper,
    Word = Letter | Digit,
    Token = Word | Dash | Underscore,
    Name = Token | Dot,
    Base64 = Word | Base64Extra,
    Space = Blank | LineEnd,
}

internal static class GlyphTable
{
    private static readonly Glyphs[] Table = Build();

    public static bool Is(this Glyphs kinds, int code) => (uint)code < 128 && (Table[code] & kinds) != 0;

    private static Glyphs[] Build()
    {
        var table = new Glyphs[128];
        Mark(table, "abcdefghijklmnopqrstuvwxyz", Glyphs.Lower | Glyphs.Mail);
        Mark(table, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Glyphs.Upper | Glyphs.Mail);
        Mark(table, "0123456789", Glyphs.Digit | Glyphs.Mail);
        Mark(table, "0123456789abcdefABCDEF", Glyphs.Hex);
        Mark(table, "-", Glyphs.Dash | Glyphs.Mail);
        Mark(table, "_", Glyphs.Underscore | Glyphs.Mail);
        Mark(table, ".", Glyphs.Dot | Glyphs.Mail);
        Mark(table, "+%", Glyphs.Mail);
        Mark(table, " \t", Glyphs.Blank);
        Mark(table, "\r\n", Glyphs.LineEnd);
        Mark(table, "+/=", Glyphs.Base64Extra);
        Mark(table, "\"'`", Glyphs.Quote);
        Mark(table, "\\\"',:;.|>#-", Glyphs.PemExtra);
        Mark(table, " \t\r\n\"'`<>|:;,*?()[]{}&$@=!\\/", Glyphs.PathEnd);
        return table;
    }

    private static void Mark(Glyphs[] table, string characters, Glyphs kinds)
    {
        foreach (var c in characters)
        {
            table[c] |= kinds;
        }
    }
}
