using System.Globalization;
using System.Net;
using System.Text;

namespace TrainForge.Runs.Reports;

/// <summary>
/// Writes HTML out of fixed parts and values. Markup is what stands in the source; every value is encoded, whoever wrote it, so that
/// what a model said can only ever be text.
/// </summary>
internal sealed class HtmlPen
{
    private readonly StringBuilder _html = new();

    public int Length => _html.Length;

    /// <summary>A line of markup. Values inside it stay values.</summary>
    public HtmlPen Line(FormattableString markup)
    {
        var values = new object?[markup.ArgumentCount];
        for (var i = 0; i < values.Length; i++)
        {
            var value = markup.GetArgument(i);
            values[i] = value is string text ? WebUtility.HtmlEncode(Visible.Line(text)) : value;
        }

        _html.AppendFormat(CultureInfo.InvariantCulture, markup.Format, values).Append('\n');
        return this;
    }

    /// <summary>Recorded text with its line breaks, cut at a length. Direction is its own, and ends with it.</summary>
    public HtmlPen Block(string cssClass, string text, int maxChars)
    {
        // The parser drops a line feed right behind the tag.
        _html.Append("<pre class=\"").Append(cssClass).Append("\" dir=\"auto\">\n").Append(WebUtility.HtmlEncode(Visible.Block(Cut.To(text, maxChars)))).Append("</pre>\n");
        return this;
    }

    /// <summary>Markup without values.</summary>
    public HtmlPen Fixed(string markup)
    {
        _html.Append(markup).Append('\n');
        return this;
    }

    /// <summary>What another pen has written.</summary>
    public void Written(string html) => _html.Append(html);

    public override string ToString() => _html.ToString();
}
