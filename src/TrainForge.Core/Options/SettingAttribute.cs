using System.Globalization;

namespace TrainForge.Options;

/// <summary>
/// One setting of trainforge.yaml: what it is for and what it may be. The only source of the comments that 'init' writes,
/// of the JSON schema, of the reference page and of the range check. The key is the property's name in snake_case.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Lowest allowed number, or length of a text or list.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary><see cref="Min"/> itself is not allowed.</summary>
    public bool AboveMin { get; init; }

    /// <summary>The only texts allowed, where an enum could not spell them.</summary>
    public string[] OneOf { get; init; } = [];

    /// <summary>What 'init' writes, commented out, for a setting whose default is empty.</summary>
    public string Example { get; init; } = "";

    /// <summary>It shapes nothing that is written, so it is no part of what names a result: how many to keep, what an audit minds.</summary>
    public bool OutsideIdentity { get; init; }

    /// <summary>Nothing reads it yet: any value but the default, which is what is done, is refused rather than passed over.</summary>
    public bool NotYet { get; init; }

    public bool Allows(double value) =>
        value <= Max && (AboveMin ? value > Min : value >= Min);

    /// <summary>"between 1 and 10", as it stands in messages and documents; empty when everything is allowed.</summary>
    public string Range => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) when AboveMin => Text($"above {Min} and at most {Max}"),
        (true, true) => Text($"between {Min} and {Max}"),
        (true, false) => AboveMin ? Text($"above {Min}") : Text($"at least {Min}"),
        (false, true) => Text($"at most {Max}"),
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
