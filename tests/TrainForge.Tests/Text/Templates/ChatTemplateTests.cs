using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Tests.Text.Templates;

public class ChatTemplateTests
{
    // What Python makes of each snippet; the judges compare them with Python itself.
    [Fact]
    public void Snippets_come_out_as_recorded()
    {
        var values = Rendering.Read("values.json");

        var lines = Rendering.Read("snippets.json").EnumerateArray().Select(s => JsonSerializer.Serialize(Rendering.TextOrCode(s.GetString()!, values)));

        Recorded.Equal(string.Join('\n', lines));
    }

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(99999) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}")]
    [InlineData("{{ 'x' * 999999999 }}")]
    [InlineData("{{ ('x' * 9999999).replace('x', 'y' * 9999999) }}")]
    [InlineData("{{ 'abc' | indent(999999999) }}")]
    [InlineData("{{ '%999999999d' % 1 }}")]
    [InlineData("{{ '{:999999999}'.format(1) }}")]
    [InlineData("{{ [[1]] | tojson(indent=99999999) }}")]
    [InlineData("{{ 'x'.center(99999999999) }}")]
    [InlineData("{{ 9 ** 9999 ** 9 }}")]
    [InlineData("{{ 9 ** 99999999999999999999 }}")]
    [InlineData("{{ range(1000000) }}")]
    [InlineData("{{ [1] | batch(999999999, 'x') | list }}")]
    public void A_hostile_template_is_stopped(string template)
    {
        var result = Rendering.TextOrCode(template, Rendering.Read("values.json"), new TemplateLimits { Work = 3_000_000 });

        Assert.Matches(@"^t\.jinja\(1\): error TF406[24]: ", result);
    }

    [Theory]
    [InlineData("(", ")", "1")]
    [InlineData("[", "]", "1")]
    [InlineData("{'a': ", "}", "1")]
    [InlineData("-", "", "1")]
    [InlineData("not ", "", "1")]
    [InlineData("1 if 1 else ", "", "1")]
    [InlineData("", ".a", "x")]
    [InlineData("", "()", "x")]
    [InlineData("", "|upper", "x")]
    [InlineData("", "+1", "1")]
    [InlineData("", " is defined", "x")]
    public void Deep_nesting_is_stopped_before_the_stack_ends(string open, string close, string inside)
    {
        var template = "{{ " + string.Concat(Enumerable.Repeat(open, 20_000)) + inside + string.Concat(Enumerable.Repeat(close, 20_000)) + " }}";

        Assert.Contains("TF406", Rendering.TextOrCode(template, Rendering.Read("values.json")), StringComparison.Ordinal);
    }

    // Templates cut and glued at random: whatever comes out, it is a text or a TF error, and it comes soon.
    [Fact]
    public void Whatever_the_template_nothing_but_a_TF_error_is_thrown()
    {
        var values = Rendering.Read("values.json");
        var snippets = Rendering.Read("snippets.json").EnumerateArray().Select(s => s.GetString()!).ToArray();
        var limits = new TemplateLimits { Work = 200_000, Output = 1_000_000 };
        var random = new Random(17);

        for (var i = 0; i < 6000; i++)
        {
            var template = Mutated(snippets, random);
            Assert.NotNull(Rendering.TextOrCode(template, values, limits));
        }
    }

    [Fact]
    public void Errors_name_the_line()
    {
        var failed = Assert.Throws<TrainForgeException>(() => ChatTemplate.Parse("a\n{% if true %}\n  {{ x.y }}\n{% endif %}", "t.jinja").Render([], Rendering.Clock));
        var unclosed = Assert.Throws<TrainForgeException>(() => ChatTemplate.Parse("a\n{% if true %}\nb", "t.jinja"));

        Assert.Equal(new SourcePoint("t.jinja", 3), failed.Diagnostic.Where);
        Assert.Equal("TF4060", unclosed.Diagnostic.Rule.Code);
        Assert.Contains("line 2", unclosed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generations_are_where_the_blocks_wrote()
    {
        var chat = ChatTemplate.Parse("a{% generation %}bc{% endgeneration %}d{% for i in [1,2] %}{% generation %}{{ i }}{% endgeneration %}{% endfor %}", "t").Render([], Rendering.Clock);

        Assert.Equal("abcd12", chat.Text);
        Assert.Equal([new(1, 3), new(4, 5), new(5, 6)], chat.Generations!);
    }

    [Theory]
    [InlineData("'a' + 'b' + 'c'", "abc")]
    [InlineData("1 + 2 + 3", "6")]
    [InlineData("[1] + [2] + [3]", "[1, 2, 3]")]
    [InlineData("'a' + ('b' + 'c') + '' + ''", "abc")]
    [InlineData("'a' + 1", "TF4062")]
    [InlineData("'a' + 'b' + 1 + 'c'", "TF4062")]
    [InlineData("1 + 'a'", "TF4062")]
    [InlineData("'a' + 'b' + missing", "TF4062")]
    [InlineData("missing + 'b' + 'c'", "TF4062")]
    public void A_sum_prints_as_what_it_comes_to(string sum, string expected)
    {
        var values = Rendering.Read("values.json");

        var printed = Rendering.TextOrCode("{{ " + sum + " }}", values);

        Assert.Equal(Rendering.TextOrCode("{% set x = " + sum + " %}{{ x }}", values), printed);
        Assert.Contains(expected, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_that_is_printed_is_held_to_the_limits_too()
    {
        var limits = new TemplateLimits { Output = 100 };
        var values = Rendering.Read("values.json");

        Assert.Contains("TF4064", Rendering.TextOrCode("{{ '" + new string('x', 60) + "' + '" + new string('y', 60) + "' }}", values, limits), StringComparison.Ordinal);
        Assert.Equal(100, Rendering.TextOrCode("{{ '" + new string('x', 50) + "' + '" + new string('y', 50) + "' }}", values, limits).Length);
    }

    [Fact]
    public void A_generation_that_cannot_be_placed_is_said_to_be_lost() =>
        Assert.Null(ChatTemplate.Parse("{% macro m() %}{% generation %}x{% endgeneration %}{% endmacro %}{{ m() }}", "t").Render([], Rendering.Clock).Generations);

    [Fact]
    public void A_folder_gives_its_template_and_special_tokens()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), """
            {"bos_token": {"content": "<s>"}, "eos_token": "</s>", "chat_template": [{"name": "default", "template": "{{ bos_token }}D"}, {"name": "tool_use", "template": "T{{ eos_token }}"}]}
            """);

        Assert.Equal("<s>D", ChatTemplate.Load(folder.Path).Render([], Rendering.Clock).Text);
        Assert.Equal("T</s>", ChatTemplate.Load(folder.Path, withTools: true).Render([], Rendering.Clock).Text);
        File.WriteAllText(folder.File("chat_template.jinja"), "J{{ eos_token }}");
        Assert.Equal("J</s>", ChatTemplate.Load(folder.Path).Render([], Rendering.Clock).Text);
        Assert.Equal("<s>D", ChatTemplate.Load(folder.File("tokenizer_config.json")).Render([], Rendering.Clock).Text);
    }

    [Theory]
    [InlineData("{}", "TF4065")]
    [InlineData("{\"chat_template\": 7}", "TF4065")]
    [InlineData("{", "TF4060")]
    [InlineData("[]", "TF4065")]
    public void Says_when_there_is_no_template(string configuration, string code)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tokenizer_config.json"), configuration);

        Assert.Equal(code, Assert.Throws<TrainForgeException>(() => ChatTemplate.Load(folder.Path)).Diagnostic.Rule.Code);
    }

    [Fact]
    public void Json_keeps_its_keys_in_order_and_its_floats()
    {
        using var json = JsonDocument.Parse("""{"z": 1.0, "a": 1e3, "big": 123456789012345678901234567890, "z": 2.50}""");

        Assert.Equal("{'z': 2.5, 'a': 1000.0, 'big': 123456789012345678901234567890}", TemplateValue.FromJson(json.RootElement).ToString());
    }

    private static string Mutated(string[] snippets, Random random)
    {
        var template = snippets[random.Next(snippets.Length)];
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var other = snippets[random.Next(snippets.Length)];
            var (at, from, length) = (random.Next(template.Length + 1), random.Next(other.Length), random.Next(1, 20));
            template = random.Next(3) switch
            {
                0 => string.Concat(template.AsSpan(0, at), other.AsSpan(from, Math.Min(length, other.Length - from)), template.AsSpan(at)),
                1 => template.Remove(Math.Min(at, template.Length), Math.Min(length, template.Length - Math.Min(at, template.Length))),
                _ => string.Concat(template.AsSpan(0, at), other.AsSpan(from)),
            };
        }

        return template;
    }
}
