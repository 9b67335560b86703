using System.Text.RegularExpressions;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core;

public partial class RulesTests
{
    public static TheoryData<char> Bands() => [.. "0123456789"];

    [Fact]
    public void Codes_are_well_formed_and_unique()
    {
        var codes = Rules.All.Select(r => r.Code).ToArray();

        Assert.All(codes, c => Assert.Matches(CodePattern(), c));
        Assert.Equal(codes.Distinct(), codes);
    }

    // One file per band says what the user will read; a reviewer sees every wording change in the diff.
    [Theory]
    [MemberData(nameof(Bands))]
    public void Catalogue_reads_as_recorded(char band) =>
        Recorded.Equal(
            string.Join('\n', Rules.All.Where(r => r.Code[2] == band).Select(r => $"{r.Code} {r.Severity}: {r.Title}\n    {r.Format}")),
            name: $"Catalogue_reads_as_recorded.{band}");

    // In the source as in the catalogue: a code put out of order is a code that was numbered by hand on two branches.
    [Theory]
    [MemberData(nameof(Bands))]
    public void Codes_stand_in_order_in_their_file(char band)
    {
        var source = Directory.EnumerateFiles(Repo.File("src/TrainForge.Core/Diagnostics"), "Rules.*.cs")
            .Select(f => CodeInSource().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value).ToArray())
            .Where(codes => codes.Length > 0 && codes[0][2] == band);

        Assert.All(source, codes => Assert.Equal(codes.Order(StringComparer.Ordinal), codes));
        Assert.All(source, codes => Assert.All(codes, c => Assert.Equal(band, c[2])));
    }

    [Fact]
    public void Prints_the_form_MSBuild_recognises()
    {
        var d = Rules.OptionOutOfRange.At(new SourcePoint("trainforge.yaml", 4, 15), "min_words", -1, "between 0 and 1000000");

        Assert.Equal("trainforge.yaml(4,15): error TF1001: 'min_words' is -1; it must be between 0 and 1000000.", d.ToString());
    }

    [Fact]
    public void Stays_on_one_line_when_a_value_does_not() =>
        Assert.DoesNotContain('\n', Rules.OptionOutOfRange.Here("a\nb", "c\r\nd", "short").ToString());

    [Fact]
    public void Every_code_has_its_page_and_every_page_its_code()
    {
        var pages = Directory.GetFiles(Repo.File("src/TrainForge.Core/Diagnostics/Explain"), "*.md");

        Assert.Equal(Rules.All.Select(r => r.Code), pages.Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal));
        Assert.All(pages, p => Assert.StartsWith($"# {Path.GetFileNameWithoutExtension(p)}: ", File.ReadAllText(p), StringComparison.Ordinal));
    }

    [GeneratedRegex("^TF[0-9]{4}$")]
    private static partial Regex CodePattern();

    [GeneratedRegex("^        \"(TF[0-9]{4})\"", RegexOptions.Multiline)]
    private static partial Regex CodeInSource();
}
