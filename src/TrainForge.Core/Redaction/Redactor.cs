using System.Buffers;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Redaction;

/// <summary>
/// Replaces secrets and personal values. Nothing of ours is written before it went through here, once at capture and once
/// more when a dataset is built.
/// </summary>
/// <remarks>
/// Promises: the result is a fixed point (redacting again changes nothing); the work grows with the length of the text and
/// nothing else; a clean text comes back as the same instance; one redactor may serve many threads; and what cannot be scanned
/// is never let through. Two doors for that last case: the plain methods throw <c>TF2050</c>, <see cref="RedactOrWithhold"/>
/// gives a marker in place of the whole text.
/// </remarks>
public sealed class Redactor
{
    private readonly ScanPlan _plan;

    public Redactor(RedactionOptions options, PseudonymKey? key = null)
    {
        foreach (var problem in options.Check())
        {
            throw new TrainForgeException(problem);
        }

        if (options.Pseudonyms && key is null)
        {
            throw new TrainForgeException(Rules.PseudonymKeyMissing.Here(PseudonymKey.FileName));
        }

        _plan = new ScanPlan(options, key);
    }

    private Redactor() => _plan = null!;

    /// <summary>A redactor that fails at every text, to prove that failing lets nothing through.</summary>
    internal static Redactor Broken() => new();

    /// <summary>Redacts any text. JSON inside is understood well enough to be safe, but <see cref="RedactJson(string, RedactionCounts)"/> knows it better.</summary>
    public string Redact(string text, RedactionCounts counts)
    {
        try
        {
            return FixedPoint.Of(text, _plan, counts);
        }
        catch (Exception e) when (e is not TrainForgeException)
        {
            throw Failed(text.Length, e);
        }
    }

    /// <summary>
    /// Redacts UTF-8. False, and nothing written, when the text is clean: the caller goes on with what it has.
    /// Bytes that are no UTF-8 are carried along unchanged.
    /// </summary>
    public bool Redact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output, RedactionCounts counts)
    {
        try
        {
            return FixedPoint.Of(utf8, _plan, output, counts);
        }
        catch (Exception e) when (e is not TrainForgeException)
        {
            throw Failed(utf8.Length, e);
        }
    }

    /// <summary>
    /// Redacts one JSON value: leaves by their text and by the name of their field, names of fields by their text, and JSON
    /// inside strings the same way. Everything else, down to white space and the spelling of numbers, stays as it was.
    /// What is not JSON is redacted as text.
    /// </summary>
    public string RedactJson(string json, RedactionCounts counts)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(json, bytes);
            var output = new ArrayBufferWriter<byte>();
            return RedactJson(bytes.AsSpan(0, length), output, counts) ? Encoding.UTF8.GetString(output.WrittenSpan) : json;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true); // it held what we are here to remove
        }
    }

    /// <summary>The same on UTF-8. False, and nothing written, when the value is clean.</summary>
    public bool RedactJson(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts)
    {
        try
        {
            return JsonWalk.Redact(utf8Json, _plan, output, counts);
        }
        catch (Exception e) when (e is not TrainForgeException)
        {
            throw Failed(utf8Json.Length, e);
        }
    }

    /// <summary>
    /// Whether <see cref="RedactJson(ReadOnlySpan{byte}, IBufferWriter{byte}, RedactionCounts)"/> would leave this string alone, as a
    /// leaf of a value under a name that is no secret's. For whoever has the strings at hand and need not write JSON to find out.
    /// </summary>
    public bool IsCleanLeaf(string text)
    {
        if (!JsonWalk.MayBeJson(text))
        {
            return FixedPoint.IsClean(text, _plan);
        }

        if (JsonGlance.IsClean(text, _plan))
        {
            return true;
        }

        var output = new ArrayBufferWriter<byte>();
        var utf8 = Encoding.UTF8.GetBytes(text);
        return !(JsonWalk.Redact(utf8, _plan, output, new RedactionCounts(), nesting: 1) ?? FixedPoint.Of(utf8, _plan, output, new RedactionCounts()));
    }

    /// <summary>As the walk alone decides it, which is what the glance before it is held to.</summary>
    internal (bool Glance, bool Walk) IsCleanJsonBothWays(string json) => (JsonGlance.IsClean(json, _plan), IsCleanJson(json));

    /// <summary>The same of a whole JSON value inside another.</summary>
    public bool IsCleanJson(string json) => !RedactJson(Encoding.UTF8.GetBytes(json), new ArrayBufferWriter<byte>(), new RedactionCounts());

    /// <summary>Whether a field of this name is redacted for its name.</summary>
    public bool IsSecretName(string name)
    {
        var tail = name.AsSpan(Math.Max(0, name.Length - SecretNames.MaxLength));
        return !_plan.Names.Classify(tail).IsNone;
    }

    /// <summary>
    /// As <see cref="RedactJson(ReadOnlySpan{byte}, IBufferWriter{byte}, RedactionCounts)"/>, but null, and nothing written or counted,
    /// when it is not one JSON value or too deep: for callers to whom text is of no use.
    /// </summary>
    public bool? RedactJson(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts, JsonLook look)
    {
        try
        {
            return JsonWalk.Redact(utf8Json, _plan, output, counts, nesting: 0, look);
        }
        catch (Exception e) when (e is not TrainForgeException)
        {
            throw Failed(utf8Json.Length, e);
        }
    }

    /// <summary>For the edges that must not throw, such as capture inside a user's test: a text that fails becomes a marker.</summary>
    public string RedactOrWithhold(string text, RedactionCounts counts)
    {
        try
        {
            return Redact(text, counts);
        }
        catch (TrainForgeException)
        {
            counts.Add(RedactionClass.Withheld);
            return Marker.For(RedactionClass.Withheld);
        }
    }

    // The exception itself stays behind: its message may quote the text.
    private static TrainForgeException Failed(int length, Exception e) => new(Rules.RedactionFailed.Here(length, e.GetType().Name));
}
