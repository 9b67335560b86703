using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>
/// The class an example stands for when few are to stand for all: the last logged decision and what was decided, else the first
/// tool that was called, else an answer without tools.
/// </summary>
internal sealed class ClassSketch : ISketch
{
    private const int MostBytes = 120;

    public static ClassSketch Instance { get; } = new();

    public string Name => "class";

    public string Fingerprint => "1";

    public byte[] Of(Example example)
    {
        var bytes = Encoding.UTF8.GetBytes(Class(example));
        return bytes.Length <= MostBytes ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.AsSpan(0, MostBytes)).TrimEnd('\uFFFD'));
    }

    public static string Read(ReadOnlySpan<byte> sketch) => Encoding.UTF8.GetString(sketch);

    private static string Class(Example example)
    {
        if (example.Messages.SelectMany(m => m.Parts).OfType<DecisionPart>().LastOrDefault() is { } decision)
        {
            return $"decision:{decision.Name}={Choice(decision.Choice)}";
        }

        var called = example.Messages.Where((_, i) => example.Trained[i]).SelectMany(m => m.ToolCalls).FirstOrDefault();
        return called is null ? "answer" : $"tool:{called.Name}";
    }

    private static string Choice(JsonText? choice) =>
        choice?.ToElement() is { ValueKind: JsonValueKind.String } text ? text.GetString()! : choice?.Text ?? "";
}
