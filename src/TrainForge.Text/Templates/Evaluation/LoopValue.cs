using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>The variable 'loop' of a running loop.</summary>
internal sealed class LoopValue(IReadOnlyList<TemplateValue> items) : TemplateValue
{
    private TemplateValue? _last;

    public int Index { get; set; }

    internal override string TypeName => "LoopContext";

    public TemplateValue? Attribute(string name) => name switch
    {
        "index" => From(Index + 1),
        "index0" => From(Index),
        "revindex" => From(items.Count - Index),
        "revindex0" => From(items.Count - Index - 1),
        "first" => From(Index == 0),
        "last" => From(Index == items.Count - 1),
        "length" => From(items.Count),
        "depth" => From(1),
        "depth0" => From(0),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new CallableValue(name, values => values.Positional.Count == 0 ? None : values.Positional[Index % values.Positional.Count]),
        "changed" => new CallableValue(name, Changed),
        _ => null,
    };

    private TemplateValue Changed(CallValues values)
    {
        TemplateValue now = new ListValue([.. values.Positional]);
        var changed = _last is null || !PythonEquality.Instance.Equals(_last, now);
        _last = now;
        return From(changed);
    }
}
