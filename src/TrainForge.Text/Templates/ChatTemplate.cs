using TrainForge.Text.Templates.Evaluation;
using TrainForge.Text.Templates.Syntax;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates;

/// <summary>
/// A chat template: Jinja as models bring it along. Parsed once, rendered often, safe to share between threads.
/// Rendering follows Jinja in Python, with blocks trimmed as Hugging Face sets them.
/// </summary>
public sealed partial class ChatTemplate
{
    private readonly IReadOnlyList<Statement> _body;
    private readonly TemplateLimits _limits;

    private ChatTemplate(string name, string source, IReadOnlyList<Statement> body, TemplateLimits limits, IReadOnlyDictionary<string, string> specialTokens)
    {
        (Name, Source, SpecialTokens) = (name, source, specialTokens);
        (_body, _limits) = (body, limits);
        HasGeneration = Nodes.Any(body, static s => s is Generation);
    }

    /// <summary>The file it came from; errors speak of it.</summary>
    public string Name { get; }

    /// <summary>The template as written: part of what identifies a run.</summary>
    public string Source { get; }

    /// <summary>bos_token, eos_token and their like, as the tokenizer's configuration names them.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; }

    /// <summary>The template says itself what the model wrote.</summary>
    public bool HasGeneration { get; }

    public static ChatTemplate Parse(string source, string name, IReadOnlyDictionary<string, string>? specialTokens = null, TemplateLimits? limits = null)
    {
        limits ??= TemplateLimits.Default;
        return new ChatTemplate(name, source, Parser.Parse(name, source, limits.Depth), limits, specialTokens ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>Renders with the values given and nothing else but the special tokens; a value of the same name as a token wins.</summary>
    public RenderedChat Render(IEnumerable<(string Name, TemplateValue Value)> values, TimeProvider clock)
    {
        using var lent = Lend(values, clock);
        return new RenderedChat(lent.Text.ToString(), lent.Generations);
    }

    /// <param name="messages">A list of maps with role, content and what else the template reads.</param>
    /// <param name="tools">A list of tool descriptions; null says there are none.</param>
    /// <param name="addGenerationPrompt">End with the start of the assistant's next turn.</param>
    /// <param name="extra">Further values: documents, enable_thinking and so on.</param>
    /// <param name="clock">What strftime_now reads. For data that must come out the same again, a fixed one.</param>
    public RenderedChat Render(TemplateValue messages, TemplateValue? tools, bool addGenerationPrompt, IEnumerable<(string Name, TemplateValue Value)>? extra, TimeProvider clock) =>
        Render([.. Values(messages, tools, addGenerationPrompt), .. extra ?? []], clock);

    /// <summary>As <see cref="Render(TemplateValue, TemplateValue?, bool, IEnumerable{ValueTuple{string, TemplateValue}}?, TimeProvider)"/>; what comes back is the caller's to give back.</summary>
    internal LentChat Lend(TemplateValue messages, TemplateValue? tools, bool addGenerationPrompt, TimeProvider clock) => Lend(Values(messages, tools, addGenerationPrompt), clock);

    private LentChat Lend(IEnumerable<(string Name, TemplateValue Value)> values, TimeProvider clock)
    {
        var renderer = new Renderer(Name, _limits, clock);
        var text = renderer.Render(_body, SpecialTokens.Select(t => (t.Key, TemplateValue.From(t.Value))).Concat(values));
        return new LentChat(text, renderer.LostGeneration ? null : [.. renderer.Generations.Select(g => new TextSpan(g.Start, g.End))]);
    }

    private static (string Name, TemplateValue Value)[] Values(TemplateValue messages, TemplateValue? tools, bool addGenerationPrompt) =>
    [
        ("messages", messages),
        ("tools", tools ?? TemplateValue.None),
        ("documents", TemplateValue.None),
        ("add_generation_prompt", TemplateValue.From(addGenerationPrompt)),
    ];
}
