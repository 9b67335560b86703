using System.Runtime.CompilerServices;
using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrainForge.Redaction;

/// <summary>One walk over one JSON value, collecting what has to change.</summary>
internal ref partial struct JsonPen(ReadOnlySpan<byte> json, ScanPlan plan, RedactionCounts counts, int nesting, JsonLook? look)
{
    private const int LongBytes = 128;

    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ArrayBufferWriter<byte> _output = new();
    private JsonFrame[] _frames = ArrayPool<JsonFrame>.Shared.Rent(16);
    private byte[] _scratch = [];
    private JsonFrame _frame;
    private int _depth;
    private int _deepest;
    private int _longest;
    private Range _long;
    private bool _hasSpace;
    private int _fieldStart = -1;
    private int _fieldEnd = -1;

    /// <summary>Null when nothing has to change.</summary>
    public List<JsonEdit>? Edits { get; private set; }

    public void Dispose()
    {
        // Both hold what we are here to remove; what they never held needs no clearing.
        _frames.AsSpan(0, Math.Min(_deepest + 1, _frames.Length)).Clear();
        _scratch.AsSpan(0, _longest).Clear();
        ArrayPool<JsonFrame>.Shared.Return(_frames);
        ArrayPool<byte>.Shared.Return(_scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Walk()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = look?.MaxDepth ?? JsonWalk.MaxDepth });
        for (var end = 0; reader.Read(); end = (int)reader.BytesConsumed)
        {
            Look(ref reader, end);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Key(ref reader);
                    break;
                case JsonTokenType.String:
                    Leaf(ref reader);
                    break;
                case JsonTokenType.Number:
                    Number(ref reader);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Open(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Pair();
                    _frame = _frames[--_depth];
                    break;
            }

            Looked(ref reader);
        }

        Tell(ref reader);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Open(bool isArray)
    {
        if (_depth == _frames.Length)
        {
            var larger = ArrayPool<JsonFrame>.Shared.Rent(2 * _depth);
            _frames.AsSpan(0, _depth).CopyTo(larger);
            ArrayPool<JsonFrame>.Shared.Return(_frames, clearArray: true);
            _frames = larger;
        }

        _frames[_depth++] = _frame;
        _deepest = Math.Max(_deepest, _depth);
        var isInValue = _frame.IsInValue || (_frame.Part == JsonPart.Value && !_frame.Pair.IsNone);
        _frame = new JsonFrame { IsArray = isArray, Inherited = _frame.IsInValue ? _frame.Inherited : isInValue ? _frame.Pair : _frame.Name, Name = isArray ? _frame.Name : default, IsInValue = isInValue };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Key(ref Utf8JsonReader reader)
    {
        var key = Text(ref reader);
        _frame.Name = Classify(key);
        _frame.Part = JsonFrame.PartOf(key);
        if (_frame.Part == JsonPart.Value && (_frame.Inherited.Kind == SecretKind.Strong || _frame.IsInValue))
        {
            _frame.Name = _frame.Inherited; // "secret": { "value": "x" }
        }
        else if (_frame.Name.IsNone && _frame.Inherited.Kind == SecretKind.Strong)
        {
            _frame.Name = new SecretName(SecretNames.IsQualifier(key) ? SecretKind.Strong : SecretKind.Below, _frame.Inherited.Class); // "password": { "current": "x" }
        }

        _output.ResetWrittenCount();
        if (FixedPoint.Of(key, plan, _output, counts))
        {
            Edit(Token(ref reader), _frame.Unique(Encoding.UTF8.GetString(_output.WrittenSpan)));
        }
        else if (key.Length > 0 && key[0] == '[')
        {
            _frame.Unique(Encoding.UTF8.GetString(key));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Leaf(ref Utf8JsonReader reader)
    {
        if (IsLongAgain(ref reader))
        {
            return;
        }

        var text = Text(ref reader);
        var name = _frame.Name;
        if (_frame.IsArray && IsLineOfKey(text))
        {
            counts.Add(RedactionClass.PrivateKey);
            Edit(Token(ref reader), Marker.For(RedactionClass.PrivateKey));
            _frame.Flag = default; // '-----BEGIN' begins as an option does
            return;
        }

        if (_frame.IsArray)
        {
            var isFlag = text.StartsWith("-"u8);
            name = !_frame.Flag.IsNone && !isFlag ? _frame.Flag : name;
            _frame.Flag = isFlag ? Classify(text) : default;
        }
        else if (_frame.Part == JsonPart.Name)
        {
            _frame.Pair = Classify(text);
        }
        else if (_frame.Part == JsonPart.Value)
        {
            _frame.Value = Token(ref reader);
        }

        if (Redact(text, name))
        {
            Edit(Token(ref reader), Encoding.UTF8.GetString(_output.WrittenSpan));
        }
        else if (text.Length >= LongBytes && IsPlain)
        {
            _long = Token(ref reader);
        }
    }

    // What a tool answered stands in a record twice, as the model saw it and as the program keeps it: the longest text there is.
    private readonly bool IsLongAgain(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length >= LongBytes && IsPlain && _json[_long] is [_, .. var before, _] && reader.ValueSpan.SequenceEqual(before);

    // Nothing but the text itself decides what becomes of it.
    private readonly bool IsPlain => !_frame.IsArray && _frame.Part == JsonPart.None && _frame.Name.IsNone;

    // { "name": "Authorization", "value": "…" }, in either order: known when the object ends.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pair()
    {
        if (_frame.IsArray || _frame.Pair.IsNone || _frame.Value.End.Value == 0)
        {
            return;
        }

        var token = _frame.Value;
        var reader = new Utf8JsonReader(_json[token]);
        reader.Read();
        if (Redact(Text(ref reader), _frame.Pair))
        {
            Edits?.RemoveAll(e => e.Start == token.Start.Value);
            Edit(token, Encoding.UTF8.GetString(_output.WrittenSpan));
        }
    }

    // A number can be a secret too, but most numbers beside such names are sizes and switches.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Number(ref Utf8JsonReader reader)
    {
        if (_frame.Name is { Kind: SecretKind.Strong, Class: var value } && reader.ValueSpan.Length >= 4 && plan.On(value))
        {
            counts.Add(value);
            Edit(Token(ref reader), Marker.For(value));
            return;
        }

        _output.ResetWrittenCount();
        if (reader.ValueSpan.Length is >= CardNumber.MinLength and <= CardNumber.MaxLength && FixedPoint.Of(reader.ValueSpan, plan, _output, counts))
        {
            Edit(Token(ref reader), Encoding.UTF8.GetString(_output.WrittenSpan));
        }
    }

    // The result is in _output when true.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool Redact(ReadOnlySpan<byte> text, SecretName name)
    {
        _output.ResetWrittenCount();
        if (!name.IsNone && FixedPoint.OfField(text, name, plan, _output, counts))
        {
            return true;
        }

        if (nesting < JsonWalk.MaxNesting && JsonWalk.MayBeJson(text) && JsonWalk.Redact(text, plan, _output, counts, nesting + 1) is { } changed)
        {
            return changed;
        }

        return FixedPoint.Of(text, plan, _output, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly SecretName Classify(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || !plan.Names.MayEndIn(text[^2], text[^1]))
        {
            return default;
        }

        Span<char> name = stackalloc char[SecretNames.MaxLength];
        text = text.Length > name.Length ? text[^name.Length..] : text;
        for (var i = 0; i < text.Length; i++)
        {
            name[i] = (char)text[i];
        }

        return plan.Names.Classify(name[..text.Length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch.AsSpan(0, _longest).Clear();
            ArrayPool<byte>.Shared.Return(_scratch);
            _scratch = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
            _longest = 0;
        }

        _longest = Math.Max(_longest, reader.ValueSpan.Length);
        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }

    private void Edit(Range token, string text) =>
        (Edits ??= []).Add(new JsonEdit(token.Start.Value, token.End.Value, [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"']));
}
