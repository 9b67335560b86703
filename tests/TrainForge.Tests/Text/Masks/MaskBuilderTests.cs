using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Text.Tokenizers;
using TrainForge.Text.Defaults;
using TrainForge.Text.Masks;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Masks;

public class MaskBuilderTests
{
    private const string Plain = "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static readonly Tokenizer Tokens = Samples.Tokenizer();

    private static readonly Message[] Talk =
    [
        new(Role.System, "Be brief."),
        new(Role.User, "What is 2 + 2?\n"),
        new(Role.Assistant, "4"),
        new(Role.User, "And 3 + 3?"),
        new(Role.Assistant, "\n6 🙂."),
    ];

    [Theory]
    [InlineData(Plain)]
    [InlineData(ChatMl.Template)]
    public void The_assistants_text_and_its_stop_token_are_trained_and_nothing_else(string template)
    {
        var example = Build(template, Talk);

        Assert.Empty(example.Findings);
        Assert.Equal(["4<|im_end|>", "6 🙂.<|im_end|>"], Stretches(example).Select(s => s.TrimStart('\n')));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(12)]
    public void Figures_are_those_of_the_mask_whatever_was_measured_before(int? maxLength)
    {
        var template = ChatTemplate.Parse(ChatMl.Template, "t.jinja");
        var masks = new MaskBuilder(Tokens, template, new MaskOptions { MaxLength = maxLength }, TimeProvider.System);

        // Long, short and long again: what one leaves behind must not count in the next.
        foreach (var talk in new[] { Talk, Talk[1..3], Talk, Talk[..2] })
        {
            var example = new Example { Id = "e", Group = "g", Source = "s", Messages = talk, Trained = [.. talk.Select(m => m.Role == Role.Assistant)] };
            var (built, measured) = (masks.Build(example), masks.Measure(example));

            Assert.Equal((built.Tokens.Length, built.TrainedCount), (measured.Tokens, measured.Trained));
            Assert.Equal(built.Findings.Select(f => f.ToString()), measured.Findings.Select(f => f.ToString()));
        }
    }

    // With blocks or without, by hand or by difference: two ways to the same mask.
    [Theory]
    [InlineData("tools-xml-calls")]
    [InlineData("chatml-oneline")]
    [InlineData("headers-simple")]
    [InlineData("schema-macros")]
    public void Every_stable_template_trains_each_turn_once(string template)
    {
        var example = Build(File.ReadAllText(Repo.File($"tests/Judges/templates/{template}.jinja")), Talk[1..], stops: ["<|im_end|>", "<|eot_id|>"]);

        Assert.Equal(2, Stretches(example).Count(s => s.Contains('4', StringComparison.Ordinal) || s.Contains('6', StringComparison.Ordinal)));
        Assert.DoesNotContain(Stretches(example), s => s.Contains("What", StringComparison.Ordinal) || s.Contains("3 + 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_are_trained_and_results_are_not()
    {
        Message[] talk =
        [
            new(Role.User, "Weather?"),
            new(Role.Assistant, [new TextPart("Let me see."), new ToolCallPart(new ToolCall("1", "get_weather", """{"city": "Rome", "days": 1.0}"""))]),
            new(Role.Tool, [new ToolResultPart("1", "get_weather", "sunny"), new ToolResultPart("2", "get_time", "noon")]),
            new(Role.Assistant, "Sunny."),
        ];

        var example = Build(ChatMl.Template, talk, tools: [new ToolDefinition("get_weather", "Weather.", JsonText.Parse("""{"type":"object"}"""))]);

        Assert.Empty(example.Findings);
        Assert.Equal(
            ["Let me see.\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Rome\", \"days\": 1.0}}\n</tool_call><|im_end|>", "Sunny.<|im_end|>"],
            Stretches(example));
        Assert.Contains("<tool_response>\nsunny\n</tool_response>\n<tool_response>\nnoon\n</tool_response><|im_end|>", Tokens.Decode(example.Tokens), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(ChatMl.Template)]
    public void A_long_session_has_every_turn(string template)
    {
        var talk = Enumerable.Range(0, 60).Select(i => new Message(i % 2 == 0 ? Role.User : Role.Assistant, $"turn {i}")).ToArray();

        var example = Build(template, talk);

        Assert.Empty(example.Findings);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"turn {(2 * i) + 1}<|im_end|>"), Stretches(example));
    }

    [Fact]
    public void A_turn_that_is_not_marked_is_context()
    {
        var example = Build(ChatMl.Template, Talk, trained: [false, false, false, false, true]);

        Assert.Equal(["\n6 🙂.<|im_end|>"], Stretches(example));
    }

    [Fact]
    public void A_stop_token_just_after_the_generation_block_is_trained_too()
    {
        var example = Build("{% for m in messages %}<|im_start|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}<|im_end|>{% endfor %}", Talk);

        Assert.Equal(["4<|im_end|>", "\n6 🙂.<|im_end|>"], Stretches(example));
        Assert.DoesNotContain(example.Findings, f => f.Rule == Rules.MaskStopMissing);
    }

    [Fact]
    public void A_cut_is_told_with_what_it_costs()
    {
        var whole = Build(ChatMl.Template, Talk);

        var cut = Build(ChatMl.Template, Talk, maxLength: whole.Tokens.Length - 4);
        var nothing = Build(ChatMl.Template, Talk, maxLength: 3);

        Assert.Equal(["TF4072"], cut.Findings.Select(f => f.Rule.Code));
        Assert.True(cut.IsUsable);
        Assert.Equal(whole.Tokens.Length - 4, cut.Trained.Length);
        Assert.Equal(["TF4072", "TF4071"], nothing.Findings.Select(f => f.Rule.Code));
        Assert.False(nothing.IsUsable);
    }

    [Fact]
    public void A_turn_without_a_stop_token_is_found() =>
        Assert.Equal(["TF4073", "TF4073"], Build("{% for m in messages %}{{ m.role + ': ' + m.content + '\n' }}{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}", Talk).Findings.Select(f => f.Rule.Code));

    [Fact]
    public void A_block_around_somebody_elses_words_is_found()
    {
        const string Template = "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}<|im_start|>assistant\n{{ m.content }}<|im_end|>{% endgeneration %}{% else %}<|im_start|>user\n{{ m.content }}<|im_end|>{% endif %}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

        Assert.Contains(Build(Template, Talk).Findings, f => f.Rule == Rules.MaskOutsideTurn);
    }

    // The block of a turn takes along what the tool said to it, which shows in no beginning: there the tool has not spoken yet.
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_result_inside_the_block_of_a_turn_is_found_in_any_turn(int turnsBefore)
    {
        const string Template = "{% for m in messages %}{% if m.role == 'assistant' %}<|im_start|>assistant\n{% generation %}{{ m.content }}{% if not loop.last and messages[loop.index0 + 1].role == 'tool' %}{{ messages[loop.index0 + 1].content }}{% endif %}<|im_end|>{% endgeneration %}{% elif m.role == 'user' %}<|im_start|>user\n{{ m.content }}<|im_end|>{% endif %}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
        Message[] before = [.. Enumerable.Range(0, 2 * turnsBefore).Select(i => new Message(i % 2 == 0 ? Role.User : Role.Assistant, $"turn {i}"))];
        Message[] talk = [.. before, new(Role.User, "Weather?"), new(Role.Assistant, [new TextPart("I look."), new ToolCallPart(new ToolCall("1", "get", "{}"))]), new(Role.Tool, [new ToolResultPart("1", "get", "sunny")]), new(Role.Assistant, "Sunny.")];

        Assert.Contains(Build(Template, talk).Findings, f => f.Rule == Rules.MaskOutsideTurn);
        Assert.Empty(Build(Template, before.Length > 0 ? before : Talk[1..]).Findings);
    }

    [Fact]
    public void A_special_token_in_a_message_is_found()
    {
        var example = Build(ChatMl.Template, [new(Role.User, "ignore <|im_end|> this"), new(Role.Assistant, "no")]);

        var finding = Assert.Single(example.Findings);
        Assert.Equal("TF4075", finding.Rule.Code);
        Assert.Contains("'<|im_end|>'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Weather.<|im_end|>", """{"type":"object"}""")]
    [InlineData("Weather.", """{"type":"object","description":"\u003c|im_end|\u003e"}""")]
    public void A_special_token_in_what_a_tool_says_of_itself_is_found(string description, string schema)
    {
        var finding = Assert.Single(Build(ChatMl.Template, Talk, tools: [new ToolDefinition("get_weather", description, JsonText.Parse(schema))]).Findings);

        Assert.Equal("TF4075", finding.Rule.Code);
        Assert.Contains("the tool 'get_weather' holds the special token '<|im_end|>'", finding.Message, StringComparison.Ordinal);
    }

    // JSON may write a character by its number, as .NET writes '<' unless told otherwise; a template prints the character.
    [Theory]
    [InlineData("""{"text":"<|im_end|>"}""")]
    [InlineData("""{"text":"\u003C|im_end|\u003E"}""")]
    [InlineData("""{"list":[{"\u003c|im_end|\u003e":1}]}""")]
    public void A_special_token_inside_arguments_is_found_however_it_is_written(string arguments)
    {
        var example = Build(ChatMl.Template, [new(Role.User, "Write it."), new(Role.Assistant, [new ToolCallPart(new ToolCall("1", "write", arguments))]), new(Role.Tool, [new ToolResultPart("1", "write", "ok")]), new(Role.Assistant, "Done.")]);

        var finding = Assert.Single(example.Findings);
        Assert.Equal("TF4075", finding.Rule.Code);
        Assert.Contains("'<|im_end|>'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for m in messages %}{{ m.content if loop.last else '' }}<|im_end|>{% endfor %}", "TF4070")]
    [InlineData("{% for m in messages %}{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}{% endfor %}", "TF4076")]
    [InlineData("{% for m in messages %}{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}assistant\n\n{% endif %}", "TF4070")]
    [InlineData("{% macro t(m) %}{% generation %}{{ m.content }}{% endgeneration %}{% endmacro %}{% for m in messages %}{{ t(m) }}{% endfor %}", "TF4076")]
    public void Refuses_a_template_that_does_not_show_the_turns(string template, string code) =>
        Assert.Equal(code, Assert.Throws<TrainForgeException>(() => Build(template, Talk)).Diagnostic.Rule.Code);

    private static MaskedExample Build(string template, Message[] talk, bool[]? trained = null, ToolDefinition[]? tools = null, int? maxLength = null, string[]? stops = null) =>
        new MaskBuilder(Tokens, ChatTemplate.Parse(template, "t.jinja", new Dictionary<string, string> { ["bos_token"] = "<s>" }), new MaskOptions { MaxLength = maxLength, StopTokens = stops }, new FrozenClock(DateTimeOffset.UnixEpoch))
            .Build("ex-1", talk, trained ?? [.. talk.Select(m => m.Role == Role.Assistant)], tools ?? []);

    // The text of each unbroken run of trained tokens.
    private static List<string> Stretches(MaskedExample example)
    {
        var stretches = new List<string>();
        for (int start = 0, end; start < example.Tokens.Length; start = end)
        {
            end = start + 1;
            while (end < example.Tokens.Length && example.Trained[end] == example.Trained[start])
            {
                end++;
            }

            if (example.Trained[start])
            {
                stretches.Add(Tokens.Decode(example.Tokens.AsSpan(start, end - start)));
            }
        }

        return stretches;
    }
}
