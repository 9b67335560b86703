using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Schemas;

/// <summary>Schemas come from imported files: whatever they hold, judging ends, says the same twice, and never throws.</summary>
public class JsonSchemaFuzzTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "(?:", "(?=", "(?<!", "[", "]", "^", "$", "*", "+?", "{2,}", "{1000}", "|", ".", "\\d", "\\W", "\\b", "\\1", "\\u{1F600}", "\\ud83d", "\\p{L}", "\\cA", "\\k<a>", "(?<a>", "-", "a", "😀", "\\", "\\0", "[^]",
    ];

    [Fact]
    public void Any_schema_and_value_come_to_the_same_verdict_twice() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
    {
        var cases = new SchemaCases(seed);
        var (schema, value) = (JsonText.Parse(cases.Schema()), JsonText.Parse(cases.Value()));

        Assert.Equal(JsonSchema.Read(schema).Judge(value), JsonSchema.Read(schema).Judge(value));
        Assert.Empty(JsonSchema.Read(schema).NotJudged);
    }).Check(Sampling.Of(500));

    // What is not understood passes; a schema and its opposite are never both satisfied unless something was not understood.
    [Fact]
    public void A_value_fits_a_schema_or_its_opposite() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
    {
        var cases = new SchemaCases(seed);
        var (schema, value) = (cases.Schema(2), JsonText.Parse(cases.Value()));
        const string Defs = "\"$defs\":{\"d\":{\"type\":\"string\"},\"e\":true}";

        var yes = JsonSchema.Read(JsonText.Parse($"{{\"allOf\":[{schema}],{Defs}}}")).Judge(value);
        var no = JsonSchema.Read(JsonText.Parse($"{{\"not\":{schema},{Defs}}}")).Judge(value);

        Assert.True(yes.Undecided is not null || yes.IsValid != no.IsValid, $"{schema} {value}");
    }).Check(Sampling.Of(500));

    // Values where schemas belong, schemas where numbers belong, references into anything.
    [Fact]
    public void A_schema_with_parts_exchanged_never_crashes() => Prop.ForAll(Arb.From(Gen.Three(Gen.Choose(0, int.MaxValue - 1))), t =>
    {
        var (seed, from, to) = t;
        var cases = new SchemaCases(seed);
        var text = new StringBuilder(cases.Schema());
        text.Replace(from % 2 == 0 ? "true" : "1", cases.Value(1)).Replace("#/$defs/d", (to % 4) switch { 0 => "#", 1 => "#/$defs", 2 => "http://[", _ => "#/properties/a/type" });

        if (JsonText.TryParse(text.ToString()) is { } schema)
        {
            _ = JsonSchema.Read(schema).Judge(JsonText.Parse(cases.Value()));
        }
    }).Check(Sampling.Of(500));

    [Fact]
    public void Any_pattern_is_understood_or_refused_and_ends() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements(Pieces))), pieces =>
    {
        var pattern = EcmaPattern.TryParse(string.Concat(pieces));
        _ = pattern?.IsMatch(new string('a', 50) + "😀-1\n");
    }).Check(Sampling.Of(500));
}
