using System.Text.Json;

namespace TrainForge.Data.Schemas;

/// <summary>A schema or a schema within one: all of its keywords must hold.</summary>
internal sealed class SchemaNode
{
    /// <summary>In the order in which they are asked; those that ask what others looked at come last.</summary>
    public IReadOnlyList<SchemaKeyword> Keywords { get; init; } = [];

    /// <summary>The schema 'false'. What forbids is the keyword around it.</summary>
    public bool IsNever { get; init; }

    /// <param name="marks">What was looked at, for whoever wants to know; null when nobody does.</param>
    public bool Holds(JsonElement value, Judging judging, Marks? marks)
    {
        try
        {
            return judging.Enter() && !IsNever && All(value, judging, marks);
        }
        finally
        {
            judging.Leave();
        }
    }

    private bool All(JsonElement value, Judging judging, Marks? marks)
    {
        // Only what stands in this schema counts for its own question, not what stands beside it in a schema around.
        var own = marks is not null || Keywords.Any(k => k.AsksMarks) ? new Marks() : null;
        foreach (var keyword in Keywords)
        {
            if (judging.GaveUp is not null || !keyword.Holds(value, judging, own))
            {
                return judging.Fail(keyword.Name);
            }
        }

        if (own is not null)
        {
            marks?.Add(own);
        }

        return judging.GaveUp is null;
    }
}

/// <summary>One keyword of a schema, or several that only mean something together.</summary>
internal abstract class SchemaKeyword(string name)
{
    public string Name => name;

    public virtual bool AsksMarks => false;

    /// <summary>Values of kinds it says nothing about hold.</summary>
    public abstract bool Holds(JsonElement value, Judging judging, Marks? marks);
}
