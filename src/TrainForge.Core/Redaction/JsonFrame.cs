using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

internal enum JsonPart { None, Name, Value }

/// <summary>What is known about the object or array the walk is in.</summary>
internal struct JsonFrame
{
    public bool IsArray;

    /// <summary>The name of the field the walk is at; in an array that of the array.</summary>
    public SecretName Name;

    /// <summary>The name of the field that holds this object.</summary>
    public SecretName Inherited;

    /// <summary>The field the walk is at is one half of { "name": …, "value": … }.</summary>
    public JsonPart Part;

    /// <summary>What the name half promises.</summary>
    public SecretName Pair;

    /// <summary>It lies in the value half: { "key": "password", "value": { "stringValue": … } }. What it inherits is then what the name half promises.</summary>
    public bool IsInValue;

    /// <summary>The lines before were those of a private key that has not ended yet.</summary>
    public bool IsInKey;

    /// <summary>Where the value half stands, quotes included; empty until it was met.</summary>
    public Range Value;

    /// <summary>The element before was an option such as "--token".</summary>
    public SecretName Flag;

    private HashSet<string>? _keys;

    /// <summary>Two keys that become one would make the object unreadable for those who refuse duplicates.</summary>
    public string Unique(string key)
    {
        _keys ??= new HashSet<string>(StringComparer.Ordinal);
        var unique = key;
        for (var i = 2; !_keys.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{key}#{i}");
        }

        return unique;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static JsonPart PartOf(ReadOnlySpan<byte> key) => key.Length switch
    {
        3 when Is(key, "key"u8, "Key"u8) => JsonPart.Name,
        3 when Is(key, "raw"u8, default) => JsonPart.Value,
        4 when Is(key, "name"u8, "Name"u8) => JsonPart.Name,
        5 when Is(key, "field"u8, default) => JsonPart.Name,
        5 when Is(key, "value"u8, "Value"u8) => JsonPart.Value,
        6 when Is(key, "header"u8, default) => JsonPart.Name,
        8 when Is(key, "variable"u8, default) => JsonPart.Name,
        9 when Is(key, "plaintext"u8, default) => JsonPart.Value,
        11 when Is(key, "stringValue"u8, default) => JsonPart.Value,
        12 when Is(key, "ParameterKey"u8, default) => JsonPart.Name,
        14 when Is(key, "ParameterValue"u8, default) => JsonPart.Value,
        _ => JsonPart.None,
    };

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => key.SequenceEqual(one) || key.SequenceEqual(other);
}
