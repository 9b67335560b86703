using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Text.Masks;
using TrainForge.Text.Rendering;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Tests.Text.Masks;

/// <summary>Where the turns stand, learned from one rendering, is where rendering every beginning by itself finds them.</summary>
public class BeginningsTests
{
    private static readonly Dictionary<string, string> Tokens = new() { ["bos_token"] = "<s>", ["eos_token"] = "</s>" };

    private static readonly TimeProvider Clock = new FrozenClock(DateTimeOffset.UnixEpoch);

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Repo.File("tests/Judges/templates"), "*.jinja").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    // What a template can ask of messages that are not there yet, or remember of those that were.
    public static TheoryData<string> Snippets() =>
    [
        "{% for m in messages %}{{ m.content }}{% if loop.last %}|{% endif %}{% endfor %}{% if add_generation_prompt %}>{% endif %}",
        "{% for m in messages %}{{ m.content }}{% if loop.nextitem is defined and loop.nextitem.role == 'tool' %}+{% endif %}\n{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ messages[loop.index0 + 1].role if not loop.last }}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ messages[loop.index0 + 2].role if loop.index0 + 2 < messages | length }}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ messages[loop.index0 - 1].role }}\n{% endfor %}",
        "{{ messages | length }}{% for m in messages %}{{ m.content }}{% endfor %}",
        "{{ messages | length > 1 }}{% for m in messages %}{{ m.content }}\n{% endfor %}",
        "{% if messages | length != 0 and messages[0].role == 'system' %}{% set messages = messages[1:] %}{% endif %}{% for m in messages %}{{ m.role }}{{ m.content }}\n{% endfor %}",
        "{% set rest = messages[1:] if messages[0].role == 'system' else messages %}{% for m in rest %}{{ m.role }}{{ m.content }}\n{% endfor %}",
        "{% for m in messages[2:] %}{{ m.role }}{{ m.content }}\n{% endfor %}{{ messages[1].content }}",
        "{% for m in messages[:-1] %}{{ m.role }}{{ m.content }}\n{% endfor %}",
        "{{ messages[-1].role }}{% for m in messages %}{{ m.content }}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ loop.length }}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ loop.revindex0 % 2 }}{% endfor %}",
        "{% for m in messages | reverse %}{{ m.content }}{% endfor %}",
        "{% for m in messages if m.role != 'system' %}{{ loop.index }}{{ m.content }}\n{% endfor %}",
        "{% for m in messages %}{{ m.content }}{% endfor %}{% for m in messages %}{{ m.role }}{% endfor %}",
        "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}>{% endif %}",
        "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{{ m.content }}\n{% endfor %}{{ ns.n }}",
        "{% set ns = namespace(last='') %}{% for m in messages %}{% if loop.last %}{% set ns.last = 'x' %}{% endif %}{{ ns.last }}{{ m.content }}\n{% endfor %}",
        "{% for m in messages %}{% set ns = namespace(a=m.role) %}{{ ns.a }}{{ m.content }}\n{% endfor %}",
        "{% set j = joiner(', ') %}{% for m in messages %}{{ j() }}{{ m.content }}{% endfor %}",
        "{% set c = cycler('a', 'b') %}{% for m in messages %}{{ c.next() }}{{ m.content }}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{% if loop.last and m.role == 'user' and add_generation_prompt %}>{% endif %}{% endfor %}",
        "{% set open = add_generation_prompt %}{% for m in messages %}{{ m.content }}{% if open and loop.last %}>{% endif %}{% endfor %}",
        "{% for m in messages %}{{ m.content }}{% if loop.changed(m.role) %}*{% endif %}{% endfor %}",
        "{% for m in messages %}{% if loop.index > 5 %}{% break %}{% endif %}{{ m.content }}\n{% endfor %}",
        "{% for m in messages %}{% if m.role == 'system' %}{% continue %}{% endif %}{{ m.content }}\n{% endfor %}",
        "{% macro all() %}{% for m in messages %}{{ m.content }}{% endfor %}{% endmacro %}{{ all() }}",
        "{% macro one(i) %}{{ messages[i].content }}{% endmacro %}{% for m in messages %}{{ one(loop.index0) }}\n{% endfor %}",
        "{% set text %}{% for m in messages %}{{ m.content }}{% endfor %}{% endset %}{{ text }}",
        "{% for m in messages %}{{ m.content }}{% else %}nothing{% endfor %}",
        "{% for m in messages %}{{ m.content }}{{ (messages[1:] | first).role }}{% endfor %}",
        "{% if messages and not tools %}{% for m in messages %}{{ m.content }}\n{% endfor %}{% endif %}{% if add_generation_prompt %}>{% endif %}",
        "{% for m in messages %}{{ m.content }}{{ m == messages[0] }}{{ 'x' if m in messages }}{% endfor %}",
        "{% for m in messages %}{% if m.role == 'user' and loop.last %}{{ raise_exception('no') }}{% endif %}{{ m.content }}\n{% endfor %}",
        "{{ messages | tojson }}{% for m in messages %}{{ m.content }}{% endfor %}",
        "{% for m in messages %}{{ m.role }}{{ m.content }}\n{% endfor %}{{ messages[0].role }}{{ 'the end' if not add_generation_prompt }}",
        "no messages at all",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_give_the_same_turns_either_way(string file) => Same(File.ReadAllText(Repo.File("tests/Judges/templates/" + file)));

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Whatever_a_template_looks_at_gives_the_same_turns(string snippet) => Same(snippet);

    // These need not be rendered once for each turn.
    [Theory]
    [InlineData("tools-xml-calls")]
    [InlineData("headers-simple")]
    [InlineData("headers-tools-date")]
    [InlineData("turns-model-role")]
    [InlineData("sep-tokens")]
    [InlineData("turn-tokens")]
    public void Common_templates_are_rendered_so_many_times_whatever_the_number_of_turns(string file)
    {
        var clock = new CountingClock();
        var template = ChatTemplate.Parse("{% set now = strftime_now('%Y') %}" + File.ReadAllText(Repo.File($"tests/Judges/templates/{file}.jinja")), file, Tokens);
        var values = ConversationValues.Of([.. Enumerable.Range(0, 120).Select(i => new Message(i % 2 == 0 ? Role.User : Role.Assistant, $"turn {i}"))], []);
        var turns = new AssistantTurns(template, values, clock);
        using var whole = turns.Render();

        Assert.Equal(60, turns.ByPrefixes(whole.Text, int.MaxValue, out _)!.Length);
        Assert.InRange(clock.Asked, 1, 8);
    }

    private static void Same(string source)
    {
        var template = ChatTemplate.Parse(source, "t.jinja", Tokens);
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var values = ConversationValues.Of(Talk(random), random.Next(2) == 0 ? [] : [new ToolDefinition("add", "Adds.", TrainForge.Conversations.JsonText.Parse("""{"type":"object"}"""))]);
            if (Render(template, values, values.Messages.Count, prompt: false) is not { } whole)
            {
                continue;
            }

            var expected = OneByOne(template, values, whole, out var unstable);
            var turns = new AssistantTurns(template, values, Clock).ByPrefixes(whole, int.MaxValue, out var told);

            Assert.Equal(expected, turns);
            Assert.True(expected is not null || unstable == told);
        }

    }

    private static List<Message> Talk(Random random)
    {
        var talk = new List<Message>();
        if (random.Next(2) == 0)
        {
            talk.Add(new Message(Role.System, "Be brief."));
        }

        for (var i = 0; i < 6 + random.Next(6); i++)
        {
            talk.Add(new Message(Role.User, $"question {i}"));
            for (var call = 0; random.Next(3) == 0 && call < 3; call++)
            {
                talk.Add(new Message(Role.Assistant, [new ToolCallPart(new ToolCall($"call_{i}{call}xx", "add", $$"""{"a":{{call}}}"""))]));
                talk.AddRange(Enumerable.Range(0, 1 + random.Next(2)).Select(r => new Message(Role.Tool, [new ToolResultPart($"call_{i}{call}xx", "add", $"result {r}")])));
            }

            talk.Add(new Message(Role.Assistant, $"answer {i}"));
        }

        return random.Next(4) == 0 ? [.. talk, new Message(Role.User, "last words")] : talk;
    }

    // The definition: slow, obvious.
    private static AssistantTurn[]? OneByOne(ChatTemplate template, ChatValues values, string whole, out int unstable)
    {
        unstable = -1;
        var turns = new List<AssistantTurn>();
        foreach (var message in Enumerable.Range(0, values.Messages.Count).Where(i => values.Roles[i] == Role.Assistant))
        {
            unstable = message;
            var (before, through) = (Render(template, values, message, prompt: true), Render(template, values, message + 1, prompt: false));
            if (before is null || through is null || !through.StartsWith(before, StringComparison.Ordinal) || !whole.StartsWith(through, StringComparison.Ordinal))
            {
                return null;
            }

            turns.Add(new AssistantTurn(message, new TextSpan(before.Length, through.Length)));
        }

        return [.. turns];
    }

    private static string? Render(ChatTemplate template, ChatValues values, int count, bool prompt)
    {
        try
        {
            return template.Render(TemplateValue.List(values.Messages.Take(count)), values.Tools, prompt, null, Clock).Text;
        }
        catch (TrainForgeException)
        {
            return null;
        }
    }

    private sealed class CountingClock : TimeProvider
    {
        public int Asked { get; private set; }

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow()
        {
            Asked++;
            return DateTimeOffset.UnixEpoch;
        }
    }
}
