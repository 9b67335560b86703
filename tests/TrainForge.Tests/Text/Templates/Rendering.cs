using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Tests.Text.Templates;

/// <summary>Renders the files that the judges render too.</summary>
internal static class Rendering
{
    public static readonly FixedClock Clock = new();

    public static JsonElement Read(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repo.File($"tests/Judges/{name}")));
        return json.RootElement.Clone();
    }

    public static IEnumerable<(string Name, TemplateValue Value)> Values(JsonElement values) =>
        values.EnumerateObject().Select(v => (v.Name, TemplateValue.FromJson(v.Value)));

    public static string TextOrCode(string template, JsonElement values, TemplateLimits? limits = null)
    {
        try
        {
            return ChatTemplate.Parse(template, "t.jinja", limits: limits).Render(Values(values), Clock).Text;
        }
        catch (TrainForgeException e)
        {
            return e.Diagnostic.ToString();
        }
    }

    internal sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 7, 14, 5, 9, TimeSpan.Zero);
    }
}
