using System.Text;
using TrainForge.Data.Sources.Packs;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class LineCleaningTests
{
    private static readonly string Secret = "ghp_" + string.Concat(Enumerable.Repeat("aB3dE6", 6));

    [Theory]
    [InlineData("""{"a":1,"aside":{"x":[1,{"aside":2}],"y":"\"}"},"b":[2]}""", """{"a":1,"b":[2]}""", "\"aside\":{\"x\":[1,{\"aside\":2}],\"y\":\"\\\"}\"}")]
    [InlineData("""{"aside":"text","b":[2]}""", """{"b":[2]}""", "\"aside\":\"text\"")]
    [InlineData("""{"a":{},"aside":null}""", """{"a":{}}""", "\"aside\":null")]
    [InlineData("""{"aside":[]}""", "{}", "\"aside\":[]")]
    [InlineData("""{"aside":1,"a":2,"aside":3}""", """{"a":2,"aside":3}""", "\"aside\":1")]
    [InlineData("""{"a":{"aside":1},"b":"\"aside\":1"}""", """{"a":{"aside":1},"b":"\"aside\":1"}""", "")]
    [InlineData("""  { "a" : 1 , "aside" : { "x" : " , " } , "b" : 2 }  """, """{"a":1,"b":2}""", "\"aside\":{\"x\":\" , \"}")]
    public void A_field_of_the_record_itself_is_kept_apart(string line, string kept, string aside)
    {
        var (bytes, apart) = Clean(line);

        Assert.Equal(kept, bytes);
        Assert.Equal(aside, apart);
    }

    [Theory]
    [InlineData("{\"a\":\"S\",\"aside\":{\"out\":\"S\"},\"b\":\"S\"}")]
    [InlineData("{ \"a\": \"S\", \"aside\": {\"out\": \"S\"},\n \"b\":\t\"S\" }")]
    public void What_is_kept_apart_is_redacted_like_the_rest(string line)
    {
        var (bytes, apart) = Clean(line.Replace("S", $"token {Secret} here", StringComparison.Ordinal));

        Assert.Matches("^\\{\"a\":\"token [^\"]* here\",\"b\":\"token [^\"]* here\"\\}$", bytes);
        Assert.Matches("^\"aside\":\\{\"out\":\"token [^\"]* here\"\\}$", apart);
        Assert.DoesNotContain(Secret, bytes + apart, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_between_tokens_goes_and_in_strings_stays()
    {
        var random = new Random(20261121);
        string[] tokens = ["{", "\"a b\"", ":", "[", "1", ",", "-2.50e3", ",", "true", ",", "\" : , { \\\" \"", ",", "{", "}", ",", "[", "]", "]", ",", "\"c\"", ":", "null", "}"];
        string[] spaces = ["", "", " ", "\t", "\r\n", "  \n "];
        for (var round = 0; round < 500; round++)
        {
            var spaced = string.Concat(tokens.Select(t => spaces[random.Next(spaces.Length)] + t)) + spaces[random.Next(spaces.Length)];

            Assert.Equal(string.Concat(tokens), Clean(spaced).Kept);
        }
    }

    [Fact]
    public void A_pack_gives_back_lines_without_the_field_and_has_both()
    {
        using var folder = new TempFolder();
        var pack = folder.File("p.zip");
        var report = new ReadReport("x");
        var cleaning = new LineCleaning(new Redactor(new RedactionOptions()), new RedactionCounts(), "aside"u8.ToArray());
        string[] lines = ["""{"n":1,"aside":[1,2]}""", """{"n":2}""", "no json", """{"aside":"ı\t😀","n":4}"""];

        Pack.Write(pack, lines.Select((line, i) => cleaning.Clean(new SourceLine(i + 1, Encoding.UTF8.GetBytes(line)), report)), kept => [(byte)kept.Count()]);
        var read = Pack.ReadLines(pack, report).Select(line => (line.Number, Text(line.Bytes), Text(line.Aside))).ToList();

        Assert.Equal([(1, """{"n":1}""", "\"aside\":[1,2]"), (2, """{"n":2}""", ""), (3, "", ""), (4, """{"n":4}""", "\"aside\":\"ı\\t😀\"")], read);
    }

    private static (string Kept, string Aside) Clean(string line)
    {
        var report = new ReadReport("x");
        var cleaning = new LineCleaning(new Redactor(new RedactionOptions()), new RedactionCounts(), "aside"u8.ToArray());
        var clean = cleaning.Clean(new SourceLine(1, Encoding.UTF8.GetBytes(line)), report);
        Assert.Empty(report.Problems);
        return (Text(clean.Bytes), Text(clean.Aside));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
