using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Benchmarks;

/// <summary>
/// The redactor on one thread. MB are millions of UTF-8 bytes of the text in both doors, so that their figures compare; the
/// string door moves twice as many bytes in memory.
/// </summary>
internal static class RedactBenchmark
{
    private const int Size = 8_000_000;
    private const int Hostile = 1_000_000;

    private static readonly Redactor Redactor = new(new RedactionOptions());

    public static Contest Prepare() => new(
    9,
    [
        .. Both("code", Corpus.Code(Size)),
        .. Both("prose", Corpus.Prose(Size)),
        .. Both("dense JSON as text", Corpus.Json(Size)),
        Json("dense JSON, parsed", Corpus.Json(Size)),
        Json("JSON lines of messages, parsed", Corpus.Messages(Size)),
        .. Both("logs, one secret in 20 lines", Corpus.Dirty(Size)),
        .. Doubling("a", "a"),
        .. Doubling("sk-", "sk" + "-"),
        .. Doubling("\"password\":", "\"password\":"),
        .. Doubling("token=", "token="),
        .. Doubling("a@", "a@"),
        .. Doubling("%40a", "%40a"),
        .. Doubling("eyJ-", "eyJ-"),
        .. Doubling("://a:", "://a:"),
        .. Doubling("unterminated key blocks", "-----BEGIN " + "PRIVATE KEY-----\nMIIE"),
        .. Doubling("'[' of JSON", "[", json: true),
        .. Doubling("nested quotes", "\\\"a\\\":\\\"", json: true),
    ],
    InProcess: true);

    private static IEnumerable<Contender> Both(string name, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return new Contender($"{name} UTF-8", "MB", utf8.Length / 1e6, () => Redactor.Redact(utf8, new ArrayBufferWriter<byte>(), new RedactionCounts()));
        yield return new Contender($"{name} UTF-16", "MB", utf8.Length / 1e6, () => Redactor.Redact(text, new RedactionCounts()), $"{name} UTF-8");
    }

    private static Contender Json(string name, string lines)
    {
        var utf8 = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes).ToArray();
        return new Contender(name, "MB", utf8.Sum(l => l.Length) / 1e6, () =>
        {
            var counts = new RedactionCounts();
            var output = new ArrayBufferWriter<byte>();
            foreach (var line in utf8)
            {
                Redactor.RedactJson(line, output, counts);
            }
        });
    }

    // Twice the input may cost about twice the time. A factor near four would be a square.
    private static IEnumerable<Contender> Doubling(string name, string unit, bool json = false)
    {
        var (one, two) = (Repeat(unit, Hostile), Repeat(unit, 2 * Hostile));
        yield return new Contender($"1 MB of {name}", "MB", 1, () => Run(one, json));
        yield return new Contender($"2 MB of {name}", "MB", 2, () => Run(two, json), $"1 MB of {name}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(string text, bool json) => _ = json ? Redactor.RedactJson(text, new RedactionCounts()) : Redactor.Redact(text, new RedactionCounts());

    private static string Repeat(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));
}
