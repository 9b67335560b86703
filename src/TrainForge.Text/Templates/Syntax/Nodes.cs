using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>What a template is made of. Every node knows the line it begins on.</summary>
internal abstract record Node(int Line);

internal abstract record Expression(int Line) : Node(Line);

internal sealed record Constant(int Line, TemplateValue Value) : Expression(Line);

internal sealed record Variable(int Line, string Name) : Expression(Line);

internal sealed record ListExpression(int Line, IReadOnlyList<Expression> Items, bool IsTuple) : Expression(Line);

internal sealed record MapExpression(int Line, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(Line);

internal sealed record Unary(int Line, char Sign, Expression Operand) : Expression(Line);

internal sealed record Not(int Line, Expression Operand) : Expression(Line);

internal sealed record Binary(int Line, string Sign, Expression Left, Expression Right) : Expression(Line);

/// <summary>All of 'and', or all of 'or': the operand that decided.</summary>
internal sealed record Logical(int Line, bool IsAnd, IReadOnlyList<Expression> Operands) : Expression(Line);

internal sealed record Joined(int Line, IReadOnlyList<Expression> Parts) : Expression(Line);

/// <summary>a &lt; b &lt; c, as Python chains it.</summary>
internal sealed record Comparison(int Line, Expression First, IReadOnlyList<(string Sign, Expression Right)> Rest) : Expression(Line);

internal sealed record Conditional(int Line, Expression Test, Expression Then, Expression? Otherwise) : Expression(Line);

internal sealed record Member(int Line, Expression Target, string Name) : Expression(Line);

internal sealed record Item(int Line, Expression Target, Expression Index) : Expression(Line);

internal sealed record Slice(int Line, Expression Target, Expression? Start, Expression? Stop, Expression? Step) : Expression(Line);

internal sealed record Arguments(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    public static readonly Arguments None = new([], []);
}

internal sealed record Call(int Line, Expression Target, Arguments Arguments) : Expression(Line);

/// <summary>A filter; without a target it works on the text of the block it heads.</summary>
internal sealed record Filter(int Line, Expression? Target, string Name, Arguments Arguments) : Expression(Line);

internal sealed record Test(int Line, Expression Target, string Name, Arguments Arguments) : Expression(Line);

internal abstract record Statement(int Line) : Node(Line);

internal sealed record PlainText(int Line, string Text) : Statement(Line);

internal sealed record Print(int Line, Expression Value) : Statement(Line);

internal sealed record If(int Line, IReadOnlyList<(Expression Test, IReadOnlyList<Statement> Body)> Branches, IReadOnlyList<Statement> Otherwise) : Statement(Line);

internal sealed record For(int Line, IReadOnlyList<string> Targets, Expression Items, Expression? Where, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise) : Statement(Line);

/// <summary>One target, several (unpacked), or a field of a namespace.</summary>
internal sealed record Assign(int Line, IReadOnlyList<string> Targets, string? Field, Expression Value) : Statement(Line);

internal sealed record AssignBlock(int Line, string Target, string? Field, Expression? Filter, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record Signature(IReadOnlyList<string> Names, IReadOnlyList<Expression?> Defaults);

internal sealed record MacroBlock(int Line, string Name, Signature Signature, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record CallBlock(int Line, Call Call, Signature Signature, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record FilterBlock(int Line, Expression Filter, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record With(int Line, IReadOnlyList<(string Name, Expression Value)> Names, IReadOnlyList<Statement> Body) : Statement(Line);

/// <summary>What the model itself wrote: the text that is trained on.</summary>
internal sealed record Generation(int Line, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record Jump(int Line, bool IsBreak) : Statement(Line);

/// <summary>Looks through statements and those inside them.</summary>
internal static class Nodes
{
    public static bool Any(IReadOnlyList<Statement> body, Func<Statement, bool> holds) => body.Any(s => holds(s) || Bodies(s).Any(b => Any(b, holds)));

    private static IEnumerable<IReadOnlyList<Statement>> Bodies(Statement statement) => statement switch
    {
        If branch => [.. branch.Branches.Select(b => b.Body), branch.Otherwise],
        For loop => [loop.Body, loop.Otherwise],
        AssignBlock assign => [assign.Body],
        MacroBlock macro => [macro.Body],
        CallBlock call => [call.Body],
        FilterBlock filter => [filter.Body],
        With with => [with.Body],
        Generation generation => [generation.Body],
        _ => [],
    };
}
