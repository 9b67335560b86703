using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Names and their values; what is not found is looked for further out. A loop's body, a macro and a 'with' each have their own.</summary>
internal sealed class Scope(Scope? outer)
{
    // Few names are ever in one scope, and there is one for each turn of each loop: looking at each is cheaper than a table.
    private (string Name, TemplateValue Value)[] _names = [];
    private int _count;

    public void Set(string name, TemplateValue value)
    {
        var place = Place(name);
        if (place == _count)
        {
            if (_count == _names.Length)
            {
                Array.Resize(ref _names, Math.Max(4, _count * 2));
            }

            _count++;
        }

        _names[place] = (name, value);
    }

    public TemplateValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Place(name) is var place && place < scope._count)
            {
                return scope._names[place].Value;
            }
        }

        return null;
    }

    private Scope? Outer { get; } = outer;

    private int Place(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_names[i].Name == name)
            {
                return i;
            }
        }

        return _count;
    }
}
