using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>
/// Whether a short look tells that the walk over a JSON text would find nothing: what tools take and give is JSON inside JSON, in every
/// turn of an agent, and nearly always clean. A "yes" is sure, a "no" says nothing and costs the walk.
/// </summary>
/// <remarks>
/// Looks at strings as they stand between their quotes, and leaves to the walk whatever makes one more than its text: escapes, JSON in
/// strings, options such as "--token" in lists, names of secrets, and the halves of { "name": …, "value": … }. What is no JSON after all
/// is judged as text, and so the whole is looked at as text too.
/// </remarks>
internal static class JsonGlance
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsClean(ReadOnlySpan<char> json, ScanPlan plan)
    {
        var digits = 0;
        for (var at = 0; at < json.Length; at++)
        {
            var c = json[at];
            digits = c is >= '0' and <= '9' or '.' or '-' or '+' or 'e' or 'E' ? digits + 1 : 0;
            if (c == '\\' || digits >= CardNumber.MinLength)
            {
                return false;
            }

            if (c != '"')
            {
                continue;
            }

            var end = at + 1;
            while (end < json.Length && json[end] is not ('"' or '\\'))
            {
                end++;
            }

            if (end == json.Length || json[end] == '\\')
            {
                return false;
            }

            var text = json[(at + 1)..end];
            if (!(IsName(json, end + 1) ? IsPlainName(text, plan) : IsPlainText(text)) || !FixedPoint.IsClean(text, plan))
            {
                return false;
            }

            at = end;
        }

        return FixedPoint.IsClean(json, plan);
    }

    private static bool IsName(ReadOnlySpan<char> json, int at)
    {
        while (at < json.Length && json[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at < json.Length && json[at] == ':';
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsPlainName(ReadOnlySpan<char> name, ScanPlan plan)
    {
        if (name.Length is 0 or > SecretNames.MaxLength)
        {
            return false;
        }

        // The walk reads names as bytes, and what is no ASCII reads differently there.
        Span<byte> bytes = stackalloc byte[SecretNames.MaxLength];
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] > 0x7F)
            {
                return false;
            }

            bytes[i] = (byte)name[i];
        }

        return JsonFrame.PartOf(bytes[..name.Length]) != JsonPart.Value
            && (name.Length < 2 || !plan.Names.MayEndIn(name[^2], name[^1]) || plan.Names.Classify(name).IsNone);
    }

    private static bool IsPlainText(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] != '-' && !JsonWalk.MayBeJson(text));
}
