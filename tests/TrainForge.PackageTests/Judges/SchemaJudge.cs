using System.Text;
using System.Text.Json.Serialization;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;
using TrainForge.Tests.Data.Schemas;

namespace TrainForge.PackageTests.Judges;

/// <summary>Schemas of tools and arguments for them, judged by us and by Ajv.</summary>
[Trait("Category", "Judge")]
public class SchemaJudge
{
    private const int Schemas = 800;
    private const int ValuesEach = 8;

    [Fact]
    public void Every_drawn_schema_judges_as_in_Ajv()
    {
        TextJudge.NeedsNodePackage("ajv");

        // Ajv 8 takes items as looked at by a 'contains' that did not hold, and an empty list as holding one; where the two meet it is no witness.
        var cases = Enumerable.Range(0, Schemas).Select(Draw).Where(c => !(c.Schema.Contains("\"contains\"", StringComparison.Ordinal) && c.Schema.Contains("unevaluatedItems", StringComparison.Ordinal))).ToArray();

        var theirs = TextJudge.Ask(cases, (from, to) => TextJudge.Run("node", Judge.Script("schema.mjs"), TextJudge.Folder, from, to));

        var (differences, both) = (new StringBuilder(), new int[2]);
        foreach (var (one, their) in cases.Zip(theirs))
        {
            Assert.True(their.TryGetProperty("valid", out var valid), $"{one.Schema}: {their}");
            var schema = JsonSchema.Read(JsonText.Parse(one.Schema));
            foreach (var (value, expected) in one.Values.Zip(valid.EnumerateArray().Select(v => v.GetBoolean())))
            {
                both[expected ? 1 : 0]++;
                var verdict = schema.Judge(JsonText.Parse(value));
                if (verdict.IsValid != expected)
                {
                    differences.AppendLine($"{one.Schema}\n  {value}: {verdict}, theirs {expected}");
                }
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
        Assert.All(both, count => Assert.InRange(count, cases.Length * ValuesEach / 5, cases.Length * ValuesEach));
    }

    private static Case Draw(int seed)
    {
        var cases = new SchemaCases(seed);
        return new Case(cases.Schema(), [.. Enumerable.Range(0, ValuesEach).Select(_ => cases.Value())]);
    }

    private sealed record Case([property: JsonPropertyName("schema")] string Schema, [property: JsonPropertyName("values")] IReadOnlyList<string> Values);
}
