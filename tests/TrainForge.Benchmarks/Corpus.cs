using System.Runtime.CompilerServices;
using System.Text;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Benchmarks;

/// <summary>Texts to measure on. All but the code are written from a seed and are the same everywhere.</summary>
internal static class Corpus
{
    private static readonly string[] Words =
        "the of and a to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part"
            .Split(' ');

    /// <summary>This repository's own sources, over and over; files with something to redact are left out, so that the text is clean.</summary>
    public static string Code(int size, [CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
        var redactor = new Redactor(new RedactionOptions());
        var own = string.Concat(new[] { "src", "tests" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(root, f), "*.cs", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(t => ReferenceEquals(t, redactor.Redact(t, new RedactionCounts()))));
        return Fill(size, _ => own);
    }

    public static string Prose(int size)
    {
        var random = new Random(1);
        return Fill(size, _ =>
        {
            var sentence = string.Join(' ', Enumerable.Range(0, random.Next(6, 18)).Select(_ => Words[random.Next(Words.Length)]));
            return char.ToUpperInvariant(sentence[0]) + sentence[1..] + (random.Next(5) == 0 ? ".\n\n" : random.Next(4) == 0 ? ", she said. " : ". ");
        });
    }

    /// <summary>Short names, numbers, GUIDs, times and paths: a separator every few characters.</summary>
    public static string Json(int size)
    {
        var random = new Random(2);
        return Fill(size, i => $$"""
            {"id":{{i}},"uuid":"{{new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)i)}}","ts":"2026-11-21T06:{{random.Next(10, 60)}}:25.114Z","ok":true,"n":[{{random.NextDouble():R}},{{random.Next()}}],"type":"{{Words[random.Next(Words.Length)]}}","path":"src/{{Words[random.Next(Words.Length)]}}/a.cs","usage":{"prompt_tokens":{{random.Next(999)}},"completion_tokens":{{random.Next(99)}} } }

            """);
    }

    /// <summary>Chat messages with a tool call whose arguments are JSON in a string.</summary>
    public static string Messages(int size)
    {
        var random = new Random(3);
        return Fill(size, i => $$$"""
            {"messages":[{"role":"user","content":"{{{Sentence(random, 40)}}}"},{"role":"assistant","tool_calls":[{"id":"call_{{{i}}}","function":{"name":"read_file","arguments":"{\"path\":\"src/{{{Sentence(random, 1)}}}.cs\",\"limit\":{{{random.Next(100)}}}}"}}]},{"role":"tool","content":"using System;\n\nnamespace A.B;\n\npublic sealed class {{{Sentence(random, 1)}}}\n{\n    public int X { get; } = {{{random.Next()}}};\n}\n"}]}

            """);
    }

    public static string Dirty(int size)
    {
        var random = new Random(4);
        return Fill(size, i => $"2026-11-21T06:31:25.114Z INFO [worker-{random.Next(9)}] {Sentence(random, 9)} in {random.Next(999)} ms{(i % 20 == 0 ? $" password={random.Next()}x user=ada{i}@mail.io" : "")}\n");
    }

    private static string Sentence(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    private static string Fill(int size, Func<int, string> next)
    {
        var text = new StringBuilder(size + 1000);
        for (var i = 0; text.Length < size; i++)
        {
            text.Append(next(i));
        }

        return text.ToString();
    }
}
