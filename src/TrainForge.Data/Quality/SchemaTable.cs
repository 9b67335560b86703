using System.Collections.Concurrent;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;

namespace TrainForge.Data.Quality;

/// <summary>Schemas that were read, by their text: a corpus offers the same few tools a thousand times. Any thread may ask.</summary>
internal sealed class SchemaTable
{
    // A source that makes up a schema per conversation must not fill the memory.
    private const int Most = 2_000;

    private readonly ConcurrentDictionary<string, JsonSchema> _read = new(StringComparer.Ordinal);

    public JsonSchema Of(JsonText schema)
    {
        if (_read.Count > Most)
        {
            _read.Clear();
        }

        return _read.GetOrAdd(schema.Text, static (_, text) => JsonSchema.Read(text), schema);
    }
}
