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

    // What a page shows is what a user will look for. An ellipsis stands for whatever follows.
    [Fact]
    public void Examples_of_pages_read_as_their_rule_does()
    {
        var examples = 0;
        foreach (var rule in Rules.All)
        {
            var severity = rule.Severity == Severity.Error ? "error" : "warning";
            foreach (var line in File.ReadLines(Page(rule.Code)).Where(l => l.Contains($": error {rule.Code}: ", StringComparison.Ordinal) || l.Contains($": warning {rule.Code}: ", StringComparison.Ordinal)))
            {
                var told = line[(line.IndexOf($"{rule.Code}: ", StringComparison.Ordinal) + rule.Code.Length + 2)..];
                Assert.True(line.Contains($": {severity} {rule.Code}: ", StringComparison.Ordinal) && Reads(rule.Format, told), $"{line}\n{rule.Format}");
                examples++;
            }
        }

        Assert.True(examples > Rules.All.Count * 9 / 10, $"{examples} examples");
    }

    [Theory]
    [InlineData("'{0}' is {1}; it must be {2}.", "'a' is b; it must be c.", true)]
    [InlineData("'{0}' is {1}; it must be {2}.", "'a' is b; it must …", true)]
    [InlineData("'{0}' is {1}; it must be {2}.", "'a' is b.", false)]
    [InlineData("'{0}' is {1}; it must be {2}.", "'a' was b; it must be c.", false)]
    public void The_comparison_of_examples_notices_other_words(string format, string example, bool expected) => Assert.Equal(expected, Reads(format, example));

    // Documents and scripts name codes that 'trainforge explain' knows.
    [Fact]
    public void Every_code_that_is_named_exists()
    {
        string[] files =
        [
            .. new[] { "README.md", "build.sh", "build.ps1", ".ci/run" }.Select(Repo.File),
            .. new[] { "eng", "build", "src/TrainForge.Build", "src/TrainForge.Core/Diagnostics/Explain" }.SelectMany(folder => Directory.EnumerateFiles(Repo.File(folder), "*", SearchOption.AllDirectories)),
        ];

        var unknown = files.SelectMany(file => AnyCode().Matches(File.ReadAllText(file)).Select(m => (File: file, Code: m.Value))).Where(named => Rules.Find(named.Code) is null && named.Code is not ("TF9999" or "TF0040"));

        Assert.Empty(unknown);
    }

    private static string Page(string code) => Repo.File($"src/TrainForge.Core/Diagnostics/Explain/{code}.md");

    private static bool Reads(string format, string example)
    {
        var at = 0;
        foreach (var words in Value().Split(format))
        {
            var found = example.IndexOf(words, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return example.EndsWith('…');
            }

            at = found + words.Length;
        }

        return true;
    }

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\bTF[0-9]{4}\b")]
    private static partial Regex AnyCode();

    [GeneratedRegex("^TF[0-9]{4}$")]
    private static partial Regex CodePattern();

    [GeneratedRegex("^        \"(TF[0-9]{4})\"", RegexOptions.Multiline)]
    private static partial Regex CodeInSource();
}
