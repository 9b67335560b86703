using TrainForge.Text.Templates.Syntax;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Rendering while a <see cref="PrefixTrace"/> watches. Without one none of this happens.</summary>
internal sealed partial class Renderer
{
    private const string GenerationPrompt = "add_generation_prompt";

    private readonly List<NamespaceValue> _namespaces = [];

    /// <summary>Null when nobody asks what a part of the messages would have given.</summary>
    public PrefixTrace? Trace { get; init; }

    /// <summary>A namespace outlives the loop it is changed in: what is rendered only to see must leave it as it was.</summary>
    public void Remember(NamespaceValue made) => _namespaces.Add(made);

    /// <summary>For functions that remember their calls.</summary>
    public void RequireUnwatched()
    {
        if (Trace is not null)
        {
            throw new LookedAheadException();
        }
    }

    private TemplateValue Seen(Variable variable, Scope scope)
    {
        // What a template asks before the last message is behind it decides more than what stands behind that.
        if (variable.Name == GenerationPrompt && Trace is { IsAfter: false })
        {
            throw new LookedAheadException();
        }

        return scope.Find(variable.Name) ?? new UndefinedValue($"'{variable.Name}' is undefined");
    }

    // Two beginnings of one conversation leave a namespace in different states.
    private void RequireSettled(TemplateValue value)
    {
        if (value is NamespaceValue && Trace is { IsAfter: true })
        {
            throw new LookedAheadException();
        }
    }

    private Flow Loop(For loop, MessageList messages, Scope scope)
    {
        var trace = messages.Trace;
        if (loop.Where is not null || loop.Targets.Count != 1 || _captures > 0 || messages.First >= trace.Count)
        {
            throw new LookedAheadException();
        }

        trace.Enter(messages.First);
        for (var place = 0; messages.First + place < trace.Count; place++)
        {
            trace.Go(messages.First + place);
            if (trace.Wants(messages.First + place + 1))
            {
                AsLast(loop, messages, place, scope);
            }

            Spend(1);
            Once(loop, messages, place, scope);
        }

        trace.Leave(_out.Length);
        return Flow.On;
    }

    private void Once(For loop, MessageList messages, int place, Scope scope)
    {
        var body = new Scope(scope);
        body.Set(loop.Targets[0], messages.At(place));
        body.Set("loop", new MessageLoop(messages, place));
        if (Execute(loop.Body, body) == Flow.Break)
        {
            throw new LookedAheadException();
        }
    }

    private void AsLast(For loop, MessageList messages, int place, Scope scope)
    {
        var kept = _namespaces.ConvertAll(n => n.Fields.ToArray());
        var outer = _out;
        using var aside = new TextRoom();
        _out = aside;
        messages.Trace.Cut();
        Once(loop, messages, place, scope);
        messages.Trace.Uncut(outer.Length, aside.ToString());
        _out = outer;
        for (var i = 0; i < kept.Count; i++)
        {
            _namespaces[i].Fields.Clear();
            foreach (var (name, value) in kept[i])
            {
                _namespaces[i].Fields[name] = value;
            }
        }

        _namespaces.RemoveRange(kept.Count, _namespaces.Count - kept.Count);
    }

    // 'messages | length > 0' of a template that wants one.
    private bool? CompareCount(Comparison comparison, Scope scope)
    {
        if (Trace is null || comparison is not { First: Filter { Name: "length" or "count", Target: { } target }, Rest: [(var sign, Constant { Value: IntegerValue { Value: var number } } right)] }
            || number < 0 || number > int.MaxValue / 2 || Any(target, scope) is not MessageList messages)
        {
            return null;
        }

        return Operators.Compare(this, sign, messages.CountBeyond((int)number), right.Value);
    }
}
