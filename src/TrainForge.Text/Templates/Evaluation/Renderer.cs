using TrainForge.Diagnostics;
using TrainForge.Text.Templates.Syntax;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

internal enum Flow
{
    On,
    Break,
    Continue,
}

/// <summary>
/// One rendering of one template. It works on the values it is given and on nothing else: no file, no type, no clock but the one passed in.
/// All work is counted against <see cref="TemplateLimits"/>.
/// </summary>
internal sealed partial class Renderer
{
    private readonly string _name;
    private readonly TemplateLimits _limits;
    private readonly List<(int Start, int End)> _generations = [];
    private TextRoom _out = null!;
    private int _captures;
    private long _work;
    private int _depth;
    private int _line = 1;

    public Renderer(string name, TemplateLimits limits, TimeProvider clock) => (_name, _limits, Clock) = (name, limits, clock);

    public TimeProvider Clock { get; }

    /// <summary>Where in the result the model's own text stands.</summary>
    public IReadOnlyList<(int Start, int End)> Generations => _generations;

    /// <summary>A generation block stood inside a macro or a captured block, where its place in the result is not known.</summary>
    public bool LostGeneration { get; private set; }

    /// <returns>The text, in room that is the caller's to give back.</returns>
    public TextRoom Render(IReadOnlyList<Statement> template, IEnumerable<(string Name, TemplateValue Value)> values)
    {
        var globals = new Scope(null);
        Globals.Define(globals, this);
        var scope = new Scope(globals);
        foreach (var (name, value) in values)
        {
            scope.Set(name, value);
        }

        var room = new TextRoom();
        _out = room;
        try
        {
            Execute(template, scope);
            return room;
        }
        catch (Exception e)
        {
            room.Dispose();
            if (e is TrainForgeException { Diagnostic: { } found } && found.Rule == Rules.TemplateLimit && found.Where == SourcePoint.None)
            {
                // Values do not know where they are made; we do.
                throw Limit((string)found.Args[1]);
            }

            throw;
        }
    }

    public TrainForgeException Fail(string what) => TemplateError.Failed(_name, _line, what);

    public TrainForgeException Refuse(string why) => TemplateError.Refused(_name, _line, why);

    public TrainForgeException Unknown(string what, string known) => TemplateError.Unsupported(_name, _line, what, known);

    public TrainForgeException Limit(string what) => TemplateError.Limit(_name, _line, what);

    /// <summary>Counts work that is about to be done.</summary>
    public void Spend(long units)
    {
        _work += units;
        if (_work > _limits.Work)
        {
            throw Limit($"more than {_limits.Work} steps");
        }
    }

    /// <summary>The value as it prints.</summary>
    public string Text(TemplateValue value)
    {
        Spend(value.Size);
        return PythonText.Str(value);
    }

    /// <summary>A text of that many characters is about to be made.</summary>
    public void SpendText(long characters)
    {
        if (characters > _limits.Output)
        {
            throw Limit($"a text of more than {_limits.Output} characters");
        }

        Spend(1 + (characters / 16));
    }

    private Flow Execute(IReadOnlyList<Statement> body, Scope scope)
    {
        foreach (var statement in body)
        {
            var flow = Execute(statement, scope);
            if (flow != Flow.On)
            {
                return flow;
            }
        }

        return Flow.On;
    }

    private Flow Execute(Statement statement, Scope scope)
    {
        _line = statement.Line;
        Spend(1);
        switch (statement)
        {
            case PlainText text:
                Write(text.Text);
                break;
            case Print { Value: Binary { Sign: "+" } sum }:
                PrintSum(sum, scope);
                break;
            case Print print:
                Write(Text(Evaluate(print.Value, scope)));
                break;
            case If condition:
                return Execute(Chosen(condition, scope), scope);
            case For loop:
                return Loop(loop, scope);
            case Assign assign:
                Store(assign, Any(assign.Value, scope), scope);
                break;
            case AssignBlock assign:
                var captured = Filtered(assign.Filter, Capture(assign.Body, new Scope(scope)), scope);
                Store(new Assign(assign.Line, [assign.Target], assign.Field, new Constant(assign.Line, captured)), captured, scope);
                break;
            case MacroBlock macro:
                scope.Set(macro.Name, Macro(macro.Name, macro.Signature, macro.Body, scope));
                break;
            case CallBlock call:
                Write(Text(Invoke(call.Call, scope, Macro("caller", call.Signature, call.Body, scope))));
                break;
            case FilterBlock filter:
                Write(Text(Filtered(filter.Filter, Capture(filter.Body, new Scope(scope)), scope)));
                break;
            case With with:
                return Inside(with, scope);
            case Generation generation:
                return Generate(generation, scope);
            case Jump jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
        }

        return Flow.On;
    }

    private IReadOnlyList<Statement> Chosen(If condition, Scope scope)
    {
        foreach (var (test, body) in condition.Branches)
        {
            if (Any(test, scope).IsTrue)
            {
                return body;
            }
        }

        return condition.Otherwise;
    }

    private Flow Loop(For loop, Scope scope)
    {
        var value = Any(loop.Items, scope);
        if (value is MessageList messages)
        {
            return Loop(loop, messages, scope);
        }

        var items = Iterate(value);
        if (loop.Where is not null)
        {
            items = [.. items.Where(item => Evaluate(loop.Where, Bind(loop.Targets, item, new Scope(scope))).IsTrue)];
        }

        var state = new LoopValue(items);
        for (state.Index = 0; state.Index < items.Count; state.Index++)
        {
            Spend(1);
            var body = Bind(loop.Targets, items[state.Index], new Scope(scope));
            body.Set("loop", state);
            if (Execute(loop.Body, body) == Flow.Break)
            {
                break;
            }
        }

        return items.Count == 0 ? Execute(loop.Otherwise, new Scope(scope)) : Flow.On;
    }

    private Scope Bind(IReadOnlyList<string> targets, TemplateValue value, Scope scope)
    {
        if (targets.Count == 1)
        {
            scope.Set(targets[0], value);
            return scope;
        }

        var parts = Iterate(value);
        if (parts.Count != targets.Count)
        {
            throw Fail($"{targets.Count} names stand for {parts.Count} values");
        }

        for (var i = 0; i < targets.Count; i++)
        {
            scope.Set(targets[i], parts[i]);
        }

        return scope;
    }

    private void Store(Assign assign, TemplateValue value, Scope scope)
    {
        if (assign.Field is null)
        {
            Bind(assign.Targets, value, scope);
            return;
        }

        var target = scope.Find(assign.Targets[0]) as NamespaceValue
            ?? throw Fail($"'{assign.Targets[0]}' is not a namespace, so its fields cannot be set");
        target.Fields[assign.Field] = value;
    }

    private Flow Inside(With with, Scope scope)
    {
        var inner = new Scope(scope);
        foreach (var (name, value) in with.Names)
        {
            inner.Set(name, Evaluate(value, scope));
        }

        return Execute(with.Body, inner);
    }

    private Flow Generate(Generation generation, Scope scope)
    {
        var start = _out.Length;
        var flow = Execute(generation.Body, new Scope(scope));
        if (_captures > 0)
        {
            LostGeneration = true;
        }
        else
        {
            _generations.Add((start, _out.Length));
        }

        return flow;
    }

    private TextValue Capture(IReadOnlyList<Statement> body, Scope scope)
    {
        var outer = _out;
        using var inner = new TextRoom();
        _out = inner;
        _captures++;
        Execute(body, scope);
        _captures--;
        _out = outer;
        return new TextValue(inner.ToString());
    }

    private void Write(string text)
    {
        SpendText((long)_out.Length + text.Length > _limits.Output ? (long)_limits.Output + 1 : text.Length);
        _out.Append(text);
    }
}
