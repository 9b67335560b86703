using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

internal enum JsonPart { None, Name, Value }

/// <summary>What is known about the object or array the walk is in.</summary>
internal struct JsonFrame
{
    private static readonly byte[][] NameKeys = ["name"u8.ToArray(), "key"u8.ToArray(), "header"u8.ToArray(), "variable"u8.ToArray(), "field"u8.ToArray(), "Name"u8.ToArray(), "Key"u8.ToArray()];
    private static readonly byte[][] ValueKeys = ["value"u8.ToArray(), "plaintext"u8.ToArray(), "raw"u8.ToArray(), "Value"u8.ToArray(), "stringValue"u8.ToArray()];

    public bool IsArray;

    /// <summary>The name of the field the walk is at; in an array that of the array.</summary>
    public SecretName Name;

    /// <summary>The name of the field that holds this object.</summary>
    public SecretName Inherited;

    /// <summary>The field the walk is at is one half of { "name": …, "value": … }.</summary>
    public JsonPart Part;

    /// <summary>What the name half promises.</summary>
    public SecretName Pair;

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
    public static JsonPart PartOf(ReadOnlySpan<byte> key) =>
        key.Length is < 3 or > 11 ? JsonPart.None : IsOneOf(key, NameKeys) ? JsonPart.Name : IsOneOf(key, ValueKeys) ? JsonPart.Value : JsonPart.None;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsOneOf(ReadOnlySpan<byte> key, byte[][] names)
    {
        foreach (var name in names)
        {
            if (key.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
