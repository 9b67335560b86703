namespace TrainForge.Redaction;

/// <summary>The text that stands where a value stood.</summary>
internal static class Marker
{
    public const string Opening = "[REDACTED:";

    private static readonly string[] Texts = [.. RedactionClasses.All.Select(c => $"{Opening}{c.Name()}]")];

    public static string For(RedactionClass value) => Texts[(int)value];
}
