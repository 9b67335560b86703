using System.Text;
using TrainForge.Conversations;
using TrainForge.Redaction;

namespace TrainForge.Capture.Chat;

/// <summary>Cuts what is longer than a stash may keep, and says so: a message with a cut is never trained on.</summary>
internal sealed class TextCap(int maxBytes)
{
    public string Cut(string text, string what, List<Truncation> cuts) => Fits(text, what, cuts) ? text : WholeWords.Cut(text, Fit(text));

    /// <summary>For what cannot be cut: it is to be left out when it does not fit, which this notes.</summary>
    public bool Fits(string text, string what, List<Truncation> cuts)
    {
        // Three bytes is the most one UTF-16 unit takes: short texts are not measured.
        if (text.Length <= maxBytes / 3 || Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= maxBytes)
        {
            return true;
        }

        cuts.Add(new Truncation(what, bytes, maxBytes));
        return false;
    }

    // The longest beginning that fits and does not end in half a character.
    private int Fit(string text)
    {
        var left = maxBytes;
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return end;
    }
}
