using System.Text;
using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Text.Defaults;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.PackageTests.Judges;

/// <summary>Chat templates rendered by us, by Jinja in Python and by Hugging Face's JavaScript.</summary>
[Trait("Category", "Judge")]
public class TemplateJudges
{
    private static readonly string[] PlainConversations = ["one turn", "system and turns", "tools", "one call"];

    private static readonly string[] OnlyPython =
    [
        "break-continue", "groups", "numbers", "raw-braces", "set-block", "str-of-values", "text-methods", "tool-xml-params", "user-id-suffix", "whitespace-mixed", "with-scope",
    ];

    private static readonly JsonElement Conversations = Read("conversations.json");

    // What templates are made of, one feature at a time, errors included: where Python fails, we fail.
    [Fact]
    public void Every_snippet_comes_out_as_in_Python()
    {
        TextJudge.NeedsJinja();
        var values = Read("values.json");
        var cases = Read("snippets.json").EnumerateArray().Select(s => new Case("snippet", s.GetString()!, values)).ToArray();

        var theirs = TextJudge.Ask(cases, (from, to) => TextJudge.Run(TextJudge.Python, Judge.Script("render.py"), from, to));

        Agree(cases, theirs);
    }

    [Fact]
    public void Every_template_comes_out_as_in_Python()
    {
        TextJudge.NeedsJinja();
        var cases = Templates().ToArray();

        var theirs = TextJudge.Ask(cases, (from, to) => TextJudge.Run(TextJudge.Python, Judge.Script("render.py"), from, to));

        Assert.True(Directory.GetFiles(Judge.Script("templates")).Length >= 40);
        Agree(cases, theirs);
    }

    // JavaScript is a second witness where it means to do as Python does. It does not for None, lists and maps printed as such, and floats;
    // some filters and blocks it does not have; it counts UTF-16 units, and our clock it does not know.
    [Fact]
    public void Every_template_comes_out_as_in_JavaScript()
    {
        TextJudge.NeedsNodePackage("@huggingface/jinja");
        var cases = Templates()
            .Where(c => PlainConversations.Any(c.Name.EndsWith) && !OnlyPython.Any(c.Name.StartsWith) && !c.Template.Contains("strftime_now", StringComparison.Ordinal))
            .ToArray();

        var theirs = TextJudge.Ask(cases, (from, to) => TextJudge.Run("node", Judge.Script("render.mjs"), TextJudge.Folder, from, to));

        Agree(cases, theirs, marked: false);
    }

    private static IEnumerable<Case> Templates() =>
        from template in Directory.GetFiles(Judge.Script("templates"), "*.jinja").Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetFileName(f), Text: File.ReadAllText(f)))
            .Append((Name: "our own", Text: ChatMl.Template))
        from conversation in Conversations.EnumerateArray()
        select new Case(template.Name + " " + conversation.GetProperty("name").GetString(), template.Text, conversation.GetProperty("values"));

    private static void Agree(Case[] cases, JsonElement[] theirs, bool marked = true)
    {
        var differences = new StringBuilder();
        var count = 0;
        foreach (var (one, their) in cases.Zip(theirs))
        {
            var ours = Ours(one, marked);
            var expected = their.TryGetProperty("text", out var text) ? text.GetString()! : "error";
            if (ours != expected && !(ours.StartsWith("error", StringComparison.Ordinal) && expected == "error") && count++ < 20)
            {
                differences.AppendLine($"--- {one.Name}: {one.Template[..Math.Min(200, one.Template.Length)]}").AppendLine("ours:   " + JsonSerializer.Serialize(ours)).AppendLine("theirs: " + their);
            }
        }

        Assert.True(count == 0, $"{count} of {cases.Length} differ\n{differences}");
    }

    private static string Ours(Case one, bool marked)
    {
        try
        {
            var rendered = ChatTemplate.Parse(one.Template, "template").Render(
                one.Values.EnumerateObject().Select(v => (v.Name, TemplateValue.FromJson(v.Value))), new FixedClock());
            return marked ? Mark(rendered) : rendered.Text;
        }
        catch (TrainForgeException e)
        {
            return "error " + e.Diagnostic;
        }
    }

    // The Python script puts these characters around what a generation block wrote.
    private static string Mark(RenderedChat chat)
    {
        var text = new StringBuilder(chat.Text);
        foreach (var span in (chat.Generations ?? []).Reverse())
        {
            text.Insert(span.End, '\u0002').Insert(span.Start, '\u0001');
        }

        return text.ToString();
    }

    private static JsonElement Read(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Judge.Script(name)));
        return json.RootElement.Clone();
    }

    private sealed record Case(string Name, [property: System.Text.Json.Serialization.JsonPropertyName("template")] string Template, [property: System.Text.Json.Serialization.JsonPropertyName("values")] JsonElement Values);

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 7, 14, 5, 9, TimeSpan.Zero);
    }
}
