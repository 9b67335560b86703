namespace TrainForge.Text.Tokenizers;

/// <summary>The characters a token covers in the text that was given: UTF-16 units, the end not included. Tokens of one split character all cover it.</summary>
public readonly record struct TokenSpan(int Start, int End);

/// <summary>Ids and what each covers. A token that stands for no text (added by a template) covers an empty span.</summary>
public sealed record TokenizedText(int[] Ids, TokenSpan[] Spans);
