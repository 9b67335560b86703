using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Files;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

public class PortableNameTests
{
    private const string ForbiddenOnWindows = "<>:\"/\\|?*";

    private static readonly string[] Devices =
        ["con", "PRN", "Aux", "nul", "com0", "com1", "COM9", "lpt1", "LPT9", "COM¹", "com²", "lpt³", "nul.txt", "con.a.b", "CONIN$", "aux ", "prn."];

    [Theory]
    [InlineData("default")]
    [InlineData("v0001")]
    [InlineData("shop-assistant_2.1")]
    [InlineData("a(b=c,d)+e")]
    [InlineData("console")]
    [InlineData("com10")]
    public void A_plain_name_stays_as_it_is(string name) => Assert.Equal(name, PortableName.From(name));

    [Theory]
    [InlineData("Shop.Tests.Adds(a: 1, b: \"x\")", "Shop.Tests.Adds(a_1,_b_x_)-")]
    [InlineData("", "_-")]
    [InlineData(".", "_-")]
    [InlineData("..", "_-")]
    [InlineData("NUL", "_NUL-")]
    [InlineData("nul.tar.gz", "_nul.tar.gz-")]
    [InlineData("COM¹", "COM_-")]
    [InlineData("-rf", "_-rf-")]
    [InlineData("ends.", "ends-")]
    [InlineData("a[0]", "a_0_-")]
    [InlineData("Größe", "Größe-")]
    [InlineData("Gro\u0308ße", "Größe-")]
    [InlineData("a\u202Eb", "a_b-")]
    public void Keeps_what_can_be_read_and_adds_the_hash(string name, string readable)
    {
        var portable = PortableName.From(name);

        Assert.StartsWith(readable, portable, StringComparison.Ordinal);
        Assert.Equal(readable.Length + 10, portable.Length);
    }

    // Folders on disk carry these names: another hash would orphan them.
    [Fact]
    public void Gives_the_recorded_names() => Assert.Equal(
        ["Adds-esna9c2cgz", "İş-bp8n92a4e4"],
        [PortableName.From("Adds"), PortableName.From("İş")]);

    [Fact]
    public void Every_name_is_legal_on_every_system() => Check.One(Quick(), Prop.ForAll(AnyName(), name => IsLegal(PortableName.From(name))));

    [Fact]
    public void Names_that_differ_in_case_or_composition_alone_do_not_meet() =>
        Check.One(Quick(), Prop.ForAll(AnyName(), name => AreApart(name, name.ToUpperInvariant()) && AreApart(name, Decomposed(name))));

    [Theory]
    [InlineData("foo", "FOO")]
    [InlineData("ς", "σ")]
    [InlineData("ß", "ss")]
    [InlineData("\u00e9", "e\u0301")]
    [InlineData("a:b", "a_b")]
    [InlineData("a:b", "a*b")]
    public void Two_names_stay_two(string a, string b) => Assert.False(SameOnDisk(PortableName.From(a), PortableName.From(b)));

    // Not rows of a table: attributes store UTF-8, which has no half pairs.
    [Fact]
    public void Half_pairs_are_replaced_and_told_apart()
    {
        var (a, b) = (PortableName.From("a\ud800"), PortableName.From("a\ud801"));

        Assert.StartsWith("a_-", a, StringComparison.Ordinal);
        Assert.False(SameOnDisk(a, b));
    }

    // A byte order mark turned round: the runtime takes it for no text at all when it composes.
    [Fact]
    public void A_sign_that_cannot_be_composed_is_replaced() =>
        Assert.StartsWith("Gr\u00f6_\u00f6-", PortableName.From("Gro\u0308\ufffeo\u0308"), StringComparison.Ordinal);

    [Fact]
    public void A_result_cannot_be_had_by_asking_for_it()
    {
        var portable = PortableName.From("foo bar");

        Assert.NotEqual(portable, PortableName.From(portable));
    }

    [Fact]
    public void A_cut_never_splits_a_pair_and_fits_in_bytes_too()
    {
        for (var length = 60; length < 90; length++)
        {
            var name = PortableName.From(new string('a', length) + string.Concat(Enumerable.Repeat("𠀀漢", 40)));

            Assert.True(IsLegal(name), name);
        }
    }

    [Fact]
    public void Is_the_same_in_every_culture()
    {
        var names = new[] { "TITLE", "İstanbul", "ılık", "COM1", "file.INI" };
        var here = names.Select(PortableName.From).ToArray();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");

            Assert.Equal(here, names.Select(PortableName.From));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The judge itself: what Windows refuses must be noticed.
    [Theory]
    [InlineData("nul")]
    [InlineData("a:b")]
    [InlineData("a.")]
    [InlineData("COM².txt")]
    public void The_judge_refuses_what_Windows_refuses(string name) => Assert.False(IsLegal(name));

    private static bool IsLegal(string name)
    {
        var stem = name.Split('.')[0].TrimEnd(' ').ToUpperInvariant().Replace('¹', '1').Replace('²', '2').Replace('³', '3');
        return name.Length is > 0 and <= PortableName.MaxLength
            && Encoding.UTF8.GetByteCount(name) <= 255
            && !name.Any(c => c < ' ' || c == '\u007f' || c is '[' or ']' || ForbiddenOnWindows.Contains(c, StringComparison.Ordinal))
            && !name.EndsWith('.') && !name.EndsWith(' ') && !name.StartsWith('.')
            && stem is not ("CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$")
            && !(stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && char.IsAsciiDigit(stem[3]))
            && name.EnumerateRunes().All(r => r != Rune.ReplacementChar)
            && name.IsNormalized(NormalizationForm.FormC);
    }

    private static bool AreApart(string a, string b) => a == b || !SameOnDisk(PortableName.From(a), PortableName.From(b));

    private static string Decomposed(string name) => string.Concat(name.Where(c => !char.IsSurrogate(c))).Normalize(NormalizationForm.FormD);

    private static bool SameOnDisk(string a, string b) =>
        string.Equals(a.Normalize(), b.Normalize(), StringComparison.OrdinalIgnoreCase);

    private static Arbitrary<string> AnyName()
    {
        var piece = Gen.OneOf(
            Gen.Elements(Devices),
            Gen.Elements("a", "B", "_", "-", ".", " ", "/", "é", "e\u0301", "𠀀", "\ud800", "İ", "漢", "[", "\0", "\u202e", "🙂", new string('x', 70)),
            ArbMap.Default.GeneratorFor<char>().Select(c => c.ToString()));
        return Gen.ListOf(piece).Select(string.Concat).ToArbitrary();
    }

    private static Config Quick() => Sampling.Of(300);
}
