using System.Text;
using System.Text.Json;

namespace TrainForge.Hashing;

/// <summary>SHA-256 of a value's canonical JSON: the same for every way of writing it. Kept whole, shown short.</summary>
public readonly record struct Fingerprint
{
    public const int ShortLength = 8;

    private readonly string? _hex;

    private Fingerprint(string hex) => _hex = hex;

    /// <summary>64 lower-case digits.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("A fingerprint is made by Of, never by default.");

    /// <summary>The first 8: for folder names and people. Compare <see cref="Hex"/>.</summary>
    public string Short => Hex[..ShortLength];

    public static Fingerprint Of(string json) => OfCanonical(Encoding.UTF8.GetBytes(CanonicalJson.Of(json)));

    public static Fingerprint Of(ReadOnlySpan<byte> utf8Json) => OfCanonical(CanonicalJson.Of(utf8Json));

    public static Fingerprint Of(JsonElement value) => Of(value.GetRawText());

    public override string ToString() => Hex;

    private static Fingerprint OfCanonical(ReadOnlySpan<byte> utf8) => new(Sha256.Of(utf8));
}
