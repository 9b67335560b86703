using TrainForge.Text.Templates.Evaluation;

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

/// <summary>A <see cref="RenderedChat"/> whose text lies in lent room: for whoever looks at one after the other, and some are megabytes.</summary>
internal readonly struct LentChat(TextRoom room, IReadOnlyList<TextSpan>? generations) : IDisposable
{
    public ReadOnlySpan<char> Text => room.Written;

    public IReadOnlyList<TextSpan>? Generations => generations;

    public void Dispose() => room.Dispose();
}
