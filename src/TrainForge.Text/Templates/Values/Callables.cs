namespace TrainForge.Text.Templates.Values;

/// <summary>What a call hands over: values by place and by name.</summary>
internal sealed record CallValues(IReadOnlyList<TemplateValue> Positional, IReadOnlyList<(string Name, TemplateValue Value)> Named)
{
    public static readonly CallValues Empty = new([], []);

    public int Count => Positional.Count + Named.Count;

    /// <summary>The argument at a place, or of that name; null when it was not given.</summary>
    public TemplateValue? Get(int place, string name)
    {
        if (place < Positional.Count)
        {
            return Positional[place];
        }

        foreach (var (given, value) in Named)
        {
            if (given == name)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>A function, a macro or a method of a value.</summary>
internal sealed class CallableValue(string name, Func<CallValues, TemplateValue> invoke) : TemplateValue
{
    public string Name { get; } = name;

    public Func<CallValues, TemplateValue> Invoke { get; } = invoke;

    internal override string TypeName => "function";
}

/// <summary>The one thing a template can change: fields that outlive a loop's body.</summary>
internal sealed class NamespaceValue : TemplateValue
{
    public Dictionary<string, TemplateValue> Fields { get; } = new(StringComparer.Ordinal);

    internal override string TypeName => "Namespace";
}
