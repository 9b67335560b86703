using System.Numerics;

namespace TrainForge.Text.Templates.Values;

/// <summary>A name nobody defined. It prints as nothing and is false; asking it for a part is an error that names it.</summary>
internal sealed class UndefinedValue(string what) : TemplateValue
{
    public string What { get; } = what;

    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;
}

internal sealed class NoneValue : TemplateValue
{
    internal override string TypeName => "NoneType";

    internal override bool IsTrue => false;
}

internal sealed class BooleanValue(bool value) : TemplateValue
{
    public bool Value { get; } = value;

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;
}

internal sealed class IntegerValue(BigInteger value) : TemplateValue
{
    /// <summary>Larger results are refused: they cost more than a template is worth.</summary>
    public const int MostBits = 4096;

    public BigInteger Value { get; } = value;

    internal override string TypeName => "int";

    internal override bool IsTrue => !Value.IsZero;
}

internal sealed class FloatValue(double value) : TemplateValue
{
    public double Value { get; } = value;

    internal override string TypeName => "float";

    internal override bool IsTrue => Value != 0;
}

internal sealed class TextValue(string value) : TemplateValue
{
    /// <summary>Digits of the longest number a template may write or parse.</summary>
    public const int LongestNumber = 1000;

    public string Value { get; } = value;

    internal override string TypeName => "str";

    internal override bool IsTrue => Value.Length > 0;

    internal override long Size => 1 + (Value.Length / 16);
}
