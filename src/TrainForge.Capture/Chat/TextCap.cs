using System.Text;
using TrainForge.Conversations;

namespace TrainForge.Capture.Chat;

/// <summary>Cuts what is longer than a stash may keep, and says so: a message with a cut is never trained on.</summary>
internal sealed class TextCap(int maxChars)
{
    public int MaxChars => maxChars;

    public string Cut(string text, string what, List<Truncation> cuts)
    {
        if (text.Length <= maxChars)
        {
            return text;
        }

        // Half of a pair is no character.
        var end = maxChars > 0 && char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        cuts.Add(new Truncation(what, Encoding.UTF8.GetByteCount(text), maxChars));
        return text[..end];
    }
}
