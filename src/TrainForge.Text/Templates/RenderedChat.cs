namespace TrainForge.Text.Templates;

/// <summary>A stretch of the rendered text: UTF-16 units, the end not included.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>
/// What a template made. <paramref name="Generations"/> are the stretches its generation blocks wrote; null when a block stood where its place
/// in the text is not known (in a macro, or in text that was set aside).
/// </summary>
public sealed record RenderedChat(string Text, IReadOnlyList<TextSpan>? Generations);
