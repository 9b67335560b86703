using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>Where each setting was given, so that a problem found in a value names its file, line and column.</summary>
public sealed class Places
{
    private readonly Dictionary<string, SourcePoint> _places;
    private readonly string _prefix;

    public Places()
        : this(new(StringComparer.Ordinal), "")
    {
    }

    private Places(Dictionary<string, SourcePoint> places, string prefix) => (_places, _prefix) = (places, prefix);

    /// <summary>The full name of a key: 'training.lora.rank'.</summary>
    public string Name(string key) => _prefix + key;

    public void Add(string key, SourcePoint where) => _places[Name(key)] = where;

    public Places In(string section) => new(_places, Name(section) + ".");

    /// <summary>Nothing for a setting that still has its default.</summary>
    public SourcePoint Of(string key) => _places.GetValueOrDefault(Name(key));
}
