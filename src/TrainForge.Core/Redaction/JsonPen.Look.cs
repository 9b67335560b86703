using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TrainForge.Redaction;

/// <summary>Where things stand: what the walk sees besides secrets, see <see cref="JsonLook"/>.</summary>
internal ref partial struct JsonPen
{
    // Between two tokens stands a comma or nothing; a name ends with its colon.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Look(ref Utf8JsonReader reader, int end)
    {
        var start = (int)reader.TokenStartIndex;
        _hasSpace |= start != end && (start > end + 1 || _json[end] != ',');
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _hasSpace |= reader.BytesConsumed != start + reader.ValueSpan.Length + 3;
            if (_depth == 1 && _fieldStart < 0 && look is { Name: { Length: > 0 } name } && reader.ValueTextEquals(name))
            {
                _fieldStart = start;
            }
        }
    }

    // The field ends with the first value that ends in the outermost object after its name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Looked(ref Utf8JsonReader reader)
    {
        if (_fieldStart >= 0 && _fieldEnd < 0 && _depth == 1 && reader.TokenType != JsonTokenType.PropertyName)
        {
            _fieldEnd = (int)reader.BytesConsumed;
        }
    }

    private readonly void Tell(ref Utf8JsonReader reader)
    {
        if (look is not null)
        {
            look.HasSpace = _hasSpace || reader.BytesConsumed < _json.Length;
            look.Field = _fieldEnd < 0 ? null : _fieldStart.._fieldEnd;
        }
    }

    // With its quotes, where it has some.
    private static Range Token(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        return start..(start + reader.ValueSpan.Length + (reader.TokenType == JsonTokenType.Number ? 0 : 2));
    }
}
