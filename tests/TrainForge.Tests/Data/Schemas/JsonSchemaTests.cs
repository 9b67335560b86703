using TrainForge.Conversations;
using TrainForge.Data.Schemas;

namespace TrainForge.Tests.Data.Schemas;

/// <summary>Keyword by keyword, as JSON Schema 2020-12 and its forerunners mean them.</summary>
public class JsonSchemaTests
{
    public static TheoryData<string, string, string> Keywords() => new()
    {
        // schema, values that fit, values that do not; one per line
        { "true", "1\nnull\n{}", "" },
        { "false", "", "1\nnull\n{}" },
        { """{}""", "1\n[]", "" },
        { """{"type":"integer"}""", "1\n1.0\n1e2\n-0\n100000000000000000000000000", "1.5\n\"1\"\n1e-1\ntrue" },
        { """{"type":"number"}""", "1.5\n1e400", "\"1\"" },
        { """{"type":["string","null"]}""", "\"a\"\nnull", "1\n[]" },
        { """{"type":"object"}""", "{}", "[]\nnull" },
        { """{"type":"boolean"}""", "true\nfalse", "0\n\"true\"" },
        { """{"type":"string","nullable":true}""", "null\n\"a\"", "1" },
        { """{"enum":[1,"a",null,{"b":[1.0]}]}""", "1.0\n\"a\"\nnull\n{\"b\":[1]}", "2\n\"A\"\n{\"b\":[1],\"c\":1}\nfalse" },
        { """{"const":{"a":1,"b":2}}""", """{"b":2.0,"a":1}""", """{"a":1}""" },
        { """{"const":"a1:b"}""", "\"a1:b\"", "\"a\"" },
        { """{"const":0}""", "-0.0\n0e5", "false\n1e-400" },
        { """{"minimum":1.1}""", "1.1\n\"a\"\n1.10\n2", "1.0999999999999999999999999" },
        { """{"maximum":3}""", "3.0\n-1e400", "3.0000000000000000000000001\n1e400" },
        { """{"exclusiveMinimum":3}""", "3.1", "3\n2" },
        { """{"exclusiveMaximum":3}""", "2.9", "3.0" },
        { """{"minimum":3,"exclusiveMinimum":true}""", "3.5", "3" },
        { """{"maximum":3,"exclusiveMaximum":false}""", "3", "3.5" },
        { """{"multipleOf":0.01}""", "0.07\n4.35\n19.99\n1e30\n0\n\"a\"", "0.075\n1e-3" },
        { """{"multipleOf":3}""", "9\n-3\n3e300\n0.0", "10\n1e300\n1.5" },
        { """{"multipleOf":1.5e1}""", "30\n15.0", "10" },
        { """{"minLength":2}""", "\"ab\"\n\"😀😀\"\n1", "\"a\"\n\"😀\"" },
        { """{"maxLength":2.0}""", "\"😀😀\"", "\"abc\"" },
        { """{"pattern":"^a+$"}""", "\"aa\"\n1", "\"ba\"\n\"a\\n\"" },
        { """{"pattern":"b"}""", "\"abc\"", "\"ac\"" },
        { """{"pattern":"^\\d{2}$"}""", "\"12\"", "\"١٢\"" },
        { """{"pattern":"^.$"}""", "\"😀\"\n\"a\"", "\"\\n\"\n\"ab\"" },
        { """{"pattern":"^[^x]{2}$"}""", "\"a😀\"", "\"😀\"\n\"ax\"" },
        { """{"pattern":"^[\\w-]+\\.\\p{Lu}$"}""", "\"a-b.É\"", "\"a-b.é\"\n\"ä.B\"" },
        { """{"pattern":"^(?=.*\\d)(?!x).+$"}""", "\"a1\"", "\"x1\"\n\"ab\"" },
        { """{"pattern":"^(a|b)\\1$"}""", "\"aa\"", "\"ab\"" },
        { """{"pattern":"^\\u{1F600}\\u0041[[a]$"}""", "\"😀A[\"\n\"😀Aa\"", "\"😀A]\"" },
        { """{"format":"email"}""", "\"no address\"", "" },
        { """{"required":["a","b"]}""", """{"a":null,"b":1}""" + "\n[]", """{"a":1}""" },
        { """{"minProperties":1,"maxProperties":2}""", """{"a":1}""", "{}\n" + """{"a":1,"b":1,"c":1}""" },
        { """{"properties":{"a":{"type":"string"},"b":false}}""", """{"a":"x","c":1}""" + "\n[]", """{"a":1}""" + "\n" + """{"b":1}""" },
        { """{"patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false,"properties":{"a":true}}""", """{"x-a":1,"a":"b"}""", """{"x-a":"1"}""" + "\n" + """{"b":1}""" },
        { """{"additionalProperties":{"type":"integer"}}""", """{"a":1}""", """{"a":"1"}""" },
        { """{"propertyNames":{"maxLength":2}}""", """{"ab":1}""", """{"abc":1}""" },
        { """{"dependentRequired":{"a":["b"]}}""", """{"b":1}""" + "\n" + """{"a":1,"b":1}""", """{"a":1}""" },
        { """{"dependentSchemas":{"a":{"minProperties":2}}}""", """{"b":1}""", """{"a":1}""" },
        { """{"dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"a":1,"b":1}""", """{"a":1}""" + "\n" + """{"c":1}""" },
        { """{"items":{"type":"integer"}}""", "[1,2]\n[]\n{}", "[1,\"2\"]" },
        { """{"prefixItems":[{"type":"integer"},{"type":"string"}],"items":false}""", "[1]\n[1,\"a\"]", "[\"a\"]\n[1,\"a\",2]" },
        { """{"items":[{"type":"integer"}],"additionalItems":{"type":"string"}}""", "[1,\"a\"]", "[1,2]\n[\"a\"]" },
        { """{"items":{"type":"integer"},"additionalItems":false}""", "[1,2]", "[\"a\"]" },
        { """{"contains":{"type":"integer"}}""", "[\"a\",1]", "[]\n[\"a\"]" },
        { """{"contains":{"type":"integer"},"minContains":2,"maxContains":3}""", "[1,2]\n[1,2,3,\"a\"]", "[1]\n[1,2,3,4]" },
        { """{"contains":{"type":"integer"},"minContains":0}""", "[]", "" },
        { """{"minItems":1,"maxItems":2}""", "[1]\n\"a\"", "[]\n[1,2,3]" },
        { """{"uniqueItems":true}""", "[1,\"1\",true,[1],{\"a\":1}]\n[]", "[1,1.0]\n[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]" },
        { """{"uniqueItems":false}""", "[1,1]", "" },
        { """{"allOf":[{"minimum":1},{"maximum":2}]}""", "1\n2", "0\n3" },
        { """{"anyOf":[{"type":"string"},{"minimum":3}]}""", "\"a\"\n3", "2" },
        { """{"oneOf":[{"minimum":2},{"multipleOf":2}]}""", "3\n0", "2\n1" },
        { """{"not":{"type":"string"}}""", "1", "\"a\"" },
        { """{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1,"b":1}""" + "\n" + """{"a":2,"c":1}""", """{"a":1}""" + "\n" + """{"a":2}""" },
        { """{"then":false}""", "1", "" },
        { """{"$defs":{"n":{"type":"integer"}},"properties":{"a":{"$ref":"#/$defs/n","minimum":2}}}""", """{"a":2}""", """{"a":"x"}""" + "\n" + """{"a":1}""" },
        { """{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"n":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/n","minimum":2}}}""", """{"a":1}""", """{"a":"x"}""" },
        { """{"type":["object","null"],"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":null}}""", """{"next":{"other":1}}""" },
        { """{"$defs":{"x/y~z %":{"const":1}},"$ref":"#/$defs/x~1y~0z%20%25"}""", "1", "2" },
        { """{"$defs":{"a":{"$anchor":"here","const":1}},"$ref":"#here"}""", "1", "2" },
        { """{"definitions":{"a":{"$id":"#here","const":1}},"$ref":"#here"}""", "1", "2" },
        { """{"$id":"https://example.org/root","$defs":{"a":{"$id":"item","$defs":{"v":{"const":1}},"$ref":"#/$defs/v"}},"$ref":"item"}""", "1", "2" },
        { """{"properties":{"a":true},"unevaluatedProperties":false}""", """{"a":1}""", """{"b":1}""" },
        { """{"allOf":[{"properties":{"a":true}}],"properties":{"b":true},"unevaluatedProperties":false}""", """{"a":1,"b":1}""", """{"a":1,"c":1}""" },
        { """{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":false}""", """{"a":1,"b":1}""", """{"a":2,"b":1}""" },
        { """{"if":{"required":["k"],"properties":{"k":true}},"then":{"properties":{"t":true}},"unevaluatedProperties":{"type":"string"}}""", """{"k":1,"t":1,"s":"x"}""", """{"t":1}""" },
        { """{"not":{"not":{"properties":{"a":true}}},"unevaluatedProperties":false}""", "{}", """{"a":1}""" },
        { """{"allOf":[{"unevaluatedProperties":true}],"unevaluatedProperties":false}""", """{"a":1}""", "" },
        { """{"properties":{"o":{"allOf":[{"properties":{"x":true}}],"unevaluatedProperties":false}}}""", """{"o":{"x":1},"p":1}""", """{"o":{"y":1}}""" },
        { """{"prefixItems":[true],"contains":{"const":7},"unevaluatedItems":false}""", "[1,7]\n[7]", "[1,7,2]\n[1]" },
        { """{"allOf":[{"prefixItems":[true,true]}],"unevaluatedItems":{"type":"string"}}""", "[1,2,\"a\"]", "[1,2,3]" },
    };

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Holds_what_fits_and_nothing_else(string schema, string fitting, string others)
    {
        var judge = JsonSchema.Read(JsonText.Parse(schema));

        Assert.Empty(judge.NotJudged);
        Assert.All(Lines(fitting), v => Assert.True(judge.Judge(v).IsValid, $"{v}: {judge.Judge(v)}"));
        Assert.All(Lines(others), v => Assert.NotNull(judge.Judge(v).Fault));
    }

    [Theory]
    [InlineData("""{"properties":{"edits":{"items":{"required":["old"]}}}}""", """{"edits":[{"old":1},{}]}""", "/edits/1/old", "required")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"x/y":1}""", "/x~1y", "additionalProperties")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/s"}},"$defs":{"s":{"type":"string"}}}""", """{"a":1}""", "/a", "type")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"type":"string"},{"required":["b"]}]}}}""", """{"a":{}}""", "/a", "anyOf")]
    [InlineData("false", "1", "", "false")]
    public void Says_where_and_by_which_keyword(string schema, string value, string place, string keyword) =>
        Assert.Equal(new SchemaFault(place, keyword), JsonSchema.Read(JsonText.Parse(schema)).Judge(JsonText.Parse(value)).Fault);

    [Theory]
    [InlineData("""{"$dynamicRef":"#a","type":"integer"}""", "$dynamicRef")]
    [InlineData("""{"$ref":"https://example.org/other.json","type":"integer"}""", "$ref")]
    [InlineData("""{"$ref":"#/nowhere","type":"integer"}""", "$ref")]
    [InlineData("""{"$schema":"https://example.org/dialect","type":"integer"}""", "$schema")]
    [InlineData("""{"type":"integer","properties":{"a":{"divisibleBy":2,"required":true}}}""", "divisibleBy required")]
    [InlineData("""{"type":"integer","pattern":"(?i)a"}""", "pattern")]
    [InlineData("""{"type":"integer","pattern":"a("}""", "pattern")]
    [InlineData("""{"type":"integer","patternProperties":{"\\p{Script=Greek}":true}}""", "patternProperties")]
    [InlineData("""{"type":"integer","minimum":"1","allOf":[],"minLength":-1,"multipleOf":0,"enum":1,"x-mine":1}""", "allOf enum minLength minimum multipleOf")]
    [InlineData("""{"type":"integer","anyOf":[{"type":"int"},true]}""", "type")]
    public void What_is_not_understood_is_named_and_the_rest_is_judged(string schema, string names)
    {
        var judge = JsonSchema.Read(JsonText.Parse(schema));

        Assert.Equal(names, string.Join(' ', judge.NotJudged));
        Assert.True(judge.Judge(JsonText.Parse("1")).IsValid);
        Assert.Equal("type", judge.Judge(JsonText.Parse("\"a\"")).Fault!.Keyword);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { """{"$ref":"#"}""", "too-deep" },
        { """{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""", "too-deep" },
        { """{"not":{"$ref":"#"}}""", "too-deep" },
        { Doubling(40), "too-much-work" },
        { """{"pattern":"^(?=(a+)+$)x"}""", "too-much-work" },
        { """{"type":"string","anyOf":[{"pattern":"^((a+)+\\2)+$"},true]}""", "too-much-work" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_schema_that_never_ends_decides_nothing(string schema, string why)
    {
        var verdict = JsonSchema.Read(JsonText.Parse(schema)).Judge(JsonText.Parse($"\"{new string('a', 40)}!\""));

        Assert.Equal(new SchemaVerdict(null, why), verdict);
        Assert.False(verdict.IsValid);
    }

    // What one keyword costs is nothing; what all of them cost over all fields is.
    [Theory]
    [InlineData("patternProperties", 400)]
    [InlineData("required", 8_000)]
    [InlineData("minLength", 8_000)]
    [InlineData("maxProperties", 8_000)]
    public void Work_that_no_tool_asks_for_is_counted(string keyword, int times)
    {
        const int Many = 8_000;
        var schema = keyword switch
        {
            "patternProperties" => $"{{\"patternProperties\":{{{string.Join(',', Enumerable.Range(0, times).Select(i => $"\"^a{i}$\":true"))}}}}}",
            "required" => $"{{\"required\":[{string.Join(',', Enumerable.Range(0, times).Select(i => $"\"f{i}\""))}]}}",
            _ => $"{{\"allOf\":[{string.Join(',', Enumerable.Repeat($"{{\"{keyword}\":{Many}}}", times))}]}}",
        };
        var value = keyword == "minLength" ? $"\"{new string('x', Many)}\"" : $"{{{string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"f{i}\":1"))}}}";

        Assert.Equal("too-much-work", JsonSchema.Read(JsonText.Parse(schema)).Judge(JsonText.Parse(value)).Undecided);
    }

    [Fact]
    public void A_schema_of_thousands_of_patterns_is_not_read()
    {
        var schema = $"{{\"patternProperties\":{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"^a{i}$\":true"))}}}}}";

        Assert.Equal("schema-too-large", JsonSchema.Read(JsonText.Parse(schema)).Judge(JsonText.Parse("{}")).Undecided);
    }

    // Its time grows with the text alone, and a machine that is slow must not judge otherwise.
    [Fact]
    public void A_long_text_is_judged_however_long_that_takes()
    {
        var schema = JsonSchema.Read(JsonText.Parse("""{"pattern":"^[ab]*a[ab]{300}$"}"""));
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => i * i % 7 < 3 ? 'a' : 'b'));

        Assert.Null(schema.Judge(JsonText.Parse($"\"{text}\"")).Undecided);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_not_computed_with()
    {
        var judge = JsonSchema.Read(JsonText.Parse("""{"multipleOf":7}"""));

        Assert.Equal("number-too-long", judge.Judge(JsonText.Parse(new string('7', 1_000_000))).Undecided);
        Assert.NotNull(judge.Judge(JsonText.Parse("1e999999999")).Fault);
    }

    [Fact]
    public void A_schema_that_refers_to_itself_everywhere_is_read_once()
    {
        var many = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"p{i}\":{{\"$ref\":\"#/properties/p{(i + 1) % 5_000}\"}}"));

        var judge = JsonSchema.Read(JsonText.Parse($"{{\"properties\":{{{many}}}}}"));

        Assert.Equal("too-deep", judge.Judge(JsonText.Parse("""{"p0":1}""")).Undecided);
        Assert.True(judge.Judge(JsonText.Parse("""{"q":1}""")).IsValid);
    }

    private static string Doubling(int levels) =>
        $"{{\"$ref\":\"#/$defs/l0\",\"$defs\":{{{string.Join(',', Enumerable.Range(0, levels).Select(i => $"\"l{i}\":{{\"allOf\":[{{\"$ref\":\"#/$defs/l{i + 1}\"}},{{\"$ref\":\"#/$defs/l{i + 1}\"}}]}}"))},\"l{levels}\":true}}}}";

    private static IEnumerable<JsonText> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JsonText.Parse);
}
