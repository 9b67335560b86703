using System.Numerics;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>The functions a template may call by name.</summary>
internal static class Globals
{
    private const int LongestRange = 100_000;

    public static void Define(Scope scope, Renderer run)
    {
        Add(scope, "range", values => Range(run, values));
        Add(scope, "dict", values => Dict(run, values));
        Add(scope, "namespace", values => Namespace(run, values));
        Add(scope, "raise_exception", values => throw run.Refuse(values.Get(0, "message") is { } message ? run.Text(message) : ""));
        Add(scope, "strftime_now", values => TemplateValue.From(ClockText.Format(run.Clock.GetLocalNow(), Filters.Text(run, values.Get(0, "format"), ""))));
        Add(scope, "joiner", values => Joiner(run, values));
        Add(scope, "cycler", values => Cycler(run, values));
    }

    private static void Add(Scope scope, string name, Func<CallValues, TemplateValue> function) => scope.Set(name, new CallableValue(name, function));

    private static ListValue Range(Renderer run, CallValues values)
    {
        var bounds = values.Positional.Select(v => PythonNumbers.AsInteger(v) ?? throw run.Fail($"'range' is given a value of type {v.TypeName}")).ToArray();
        var (start, stop, step) = bounds.Length switch
        {
            1 => (BigInteger.Zero, bounds[0], BigInteger.One),
            2 => (bounds[0], bounds[1], BigInteger.One),
            3 when !bounds[2].IsZero => (bounds[0], bounds[1], bounds[2]),
            _ => throw run.Fail("'range' needs one to three numbers, the step not 0"),
        };
        var count = BigInteger.Max(0, (stop - start + step - step.Sign) / step);
        if (count > LongestRange)
        {
            throw run.Limit($"a range of more than {LongestRange} numbers");
        }

        run.Spend((long)count);
        return new ListValue([.. Enumerable.Range(0, (int)count).Select(i => new IntegerValue(start + (i * step)))]);
    }

    private static MapValue Dict(Renderer run, CallValues values)
    {
        var first = values.Get(0, "") switch
        {
            null => [],
            MapValue map => map.Entries,
            var pairs => run.Iterate(pairs).Select(p => run.Iterate(p) is { Count: 2 } pair ? (pair[0], pair[1]) : throw run.Fail("'dict' needs pairs")),
        };
        return new MapValue(first.Concat(values.Named.Select(n => (TemplateValue.From(n.Name), n.Value))));
    }

    private static NamespaceValue Namespace(Renderer run, CallValues values)
    {
        var fields = new NamespaceValue();
        foreach (var (key, value) in Dict(run, values).Entries)
        {
            fields.Fields[run.Text(key)] = value;
        }

        run.Remember(fields);
        return fields;
    }

    // Nothing on the first call, the separator on every later one.
    private static CallableValue Joiner(Renderer run, CallValues values)
    {
        run.RequireUnwatched();
        var separator = Filters.Text(run, values.Get(0, "sep"), ", ");
        var used = false;
        return new CallableValue("joiner", _ =>
        {
            var text = used ? separator : "";
            used = true;
            return TemplateValue.From(text);
        });
    }

    private static NamespaceValue Cycler(Renderer run, CallValues values)
    {
        run.RequireUnwatched();
        if (values.Positional.Count == 0)
        {
            throw run.Fail("'cycler' needs at least one item");
        }

        var cycler = new NamespaceValue();
        var at = 0;
        cycler.Fields["current"] = values.Positional[0];
        cycler.Fields["next"] = new CallableValue("next", _ =>
        {
            var now = values.Positional[at];
            at = (at + 1) % values.Positional.Count;
            cycler.Fields["current"] = values.Positional[at];
            return now;
        });
        cycler.Fields["reset"] = new CallableValue("reset", _ =>
        {
            at = 0;
            cycler.Fields["current"] = values.Positional[0];
            return TemplateValue.None;
        });
        return cycler;
    }
}
