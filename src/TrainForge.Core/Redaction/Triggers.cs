namespace TrainForge.Redaction;

/// <summary>
/// At which characters the scanner looks closer. A rule is a trigger with what may stand before and behind it; three small
/// tables answer for all rules at once, and dismiss nearly every trigger in code and prose.
/// </summary>
/// <remarks>A rule may let through too much, never too little: the patterns themselves decide.</remarks>
internal sealed class Triggers
{
    /// <summary>The index for whatever is not ASCII, and for the ends of the text.</summary>
    public const int Other = 128;

    private readonly uint[] _at = new uint[Other + 1];
    private readonly uint[] _before = new uint[Other + 1];
    private readonly uint[] _behind = new uint[Other + 1];
    private int _rules;

    public Triggers(ScanPlan plan)
    {
        // Where a word can begin: after no word, or after the last letter of an escape (\n, \u0022, %22, a colour's m).
        Func<int, bool> start = c => !Glyphs.Word.Is(c) || Glyphs.Hex.Is(c) || c is 'n' or 't' or 'r' or 'm' or 'u';
        Func<int, bool> nameEnd = c => plan.Names.MayEndIn(c) || (Glyphs.Quote | Glyphs.Blank | Glyphs.Digit | Glyphs.Underscore | Glyphs.Dash).Is(c) || c is ']' or ':' or ';';
        Func<int, bool> any = _ => true;

        Add(".", Of("G9sb"), c => Glyphs.Token.Is(c));
        Add(".", any, Of("e"));
        Add("/", any, Of("hU"));
        Add("/", Of("m"), Of("swta"));
        Add("=:", nameEnd, c => c is not ('=' or '~'));
        Add(":", c => Glyphs.Letter.Is(c), Of("/\\"));
        Add("-", c => TokenShape.Ending(c, '-').Length > 0 || c == 'k', c => Glyphs.Token.Is(c));
        Add("-", c => Glyphs.Digit.Is(c), c => Glyphs.Digit.Is(c));
        Add("-", Of("-"), c => Glyphs.Word.Is(c));
        Add("-", any, Of("-UhupP"));
        Add("-", Of("r"), Of("s"));
        Add("_", c => TokenShape.Ending(c, '_').Length > 0, c => Glyphs.Token.Is(c));
        Add("@~", any, any);
        Add("%", any, Of("43"));
        Add("$", any, Of("("));
        Add(">", nameEnd, c => c is not (' ' or '<' or '\n' or ')' or ';'));
        Add("A", start, Of("KSICTGRNB"));
        Add("K", Of("S"), c => Glyphs.Hex.Is(c));
        Add("J", Of("y"), c => Glyphs.Token.Is(c));
        Add("J", Of("d"), Of("T"));
        Add("Bb", start, Of("eEaA"));
        Add("Bb", Of(" "), Of("yY"));
        Add("2", Of("y"), c => Glyphs.Word.Is(c));
        if (plan.On(RedactionClass.CreditCard) || plan.On(RedactionClass.Phone) || plan.On(RedactionClass.PrivateAddress))
        {
            Add("0123456789", start, c => Glyphs.Digit.Is(c) || c == '.');
        }

        if (plan.On(RedactionClass.Phone))
        {
            Add("+(", any, c => Glyphs.Digit.Is(c));
        }

        foreach (var prefix in plan.Prefixes)
        {
            Add(prefix[^1..], any, any);
        }

        Sift = new Sift(_at, _before, _behind);
    }

    public Sift Sift { get; }

    private static Func<int, bool> Of(string characters) => c => c < Other && characters.Contains((char)c, StringComparison.Ordinal);

    private void Add(string triggers, Func<int, bool> before, Func<int, bool> behind)
    {
        // Rules beyond the width of the tables share the last bit: more is let through, nothing is lost.
        var bit = 1u << Math.Min(_rules++, 31);
        foreach (var c in triggers)
        {
            _at[c] |= bit;
        }

        for (var c = 0; c <= Other; c++)
        {
            _before[c] |= before(c) ? bit : 0;
            _behind[c] |= behind(c) ? bit : 0;
        }
    }
}
