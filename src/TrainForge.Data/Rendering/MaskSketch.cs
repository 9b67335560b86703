using System.Buffers.Binary;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Text.Masks;
using TrainForge.Text.Rendering;
using TrainForge.Text.Templates;

namespace TrainForge.Data.Rendering;

/// <summary>What rendering an example came to.</summary>
/// <param name="Fault">Null, or why it cannot be trained on: a name for ever.</param>
/// <param name="Tokens">All of them; 0 when the template did not render it.</param>
/// <param name="Trained">Those that count in the loss.</param>
internal readonly record struct MaskResult(string? Fault, int Tokens, int Trained);

/// <summary>Renders an example, makes tokens of it, proves its mask, and keeps the numbers.</summary>
internal sealed class MaskSketch : ISketch
{
    private const string NothingTrained = "nothing-trained";

    // Part of what is kept between builds: append only.
    private static readonly string?[] Faults = [null, NothingTrained, "special-token", "no-stop-token", "outside-turn", "template-refused", "template-failed"];

    private readonly MaskBuilder _masks;

    public MaskSketch(TextModel model, RenderingOptions rendering, MaskCheckOptions masks)
    {
        var options = new MaskOptions
        {
            StopTokens = masks.StopTokens.Count == 0 ? null : masks.StopTokens,
            Arguments = rendering.Arguments == ArgumentStyle.Text ? ArgumentForm.Text : ArgumentForm.Map,
        };

        // A template may ask for the time; the same data must give the same tokens on any day.
        _masks = new MaskBuilder(model.Tokenizer, model.Template, options, new FrozenClock(DateTimeOffset.UnixEpoch));
        var tokens = string.Join('\0', model.Template.SpecialTokens.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
        Fingerprint = string.Join('|', "1", model.TokenizerSha256, model.TemplateSha256, tokens, rendering.Arguments, string.Join('\0', masks.StopTokens));
    }

    public string Name => "masks";

    public string Fingerprint { get; }

    public byte[] Of(Example example) => ToBytes(Judge(example, out _));

    /// <param name="example">Rendered as it would be trained on.</param>
    /// <param name="problem">What is wrong, in full; null when nothing is.</param>
    public MaskResult Judge(Example example, out Diagnostic? problem)
    {
        try
        {
            var figures = _masks.Measure(example);
            problem = figures.Findings.FirstOrDefault(f => f.Rule.Severity == Severity.Error);
            return new MaskResult(problem is null ? null : Fault(problem.Rule), figures.Tokens, figures.Trained);
        }
        catch (TrainForgeException e)
        {
            problem = e.Diagnostic;
            return new MaskResult(Fault(e.Diagnostic.Rule), 0, 0);
        }
    }

    public static MaskResult Read(ReadOnlySpan<byte> sketch) =>
        new(Faults[sketch[0]], BinaryPrimitives.ReadInt32LittleEndian(sketch[1..]), BinaryPrimitives.ReadInt32LittleEndian(sketch[5..]));

    private static byte[] ToBytes(MaskResult result)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)Array.IndexOf(Faults, result.Fault);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), result.Tokens);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), result.Trained);
        return bytes;
    }

    private static string Fault(DiagnosticRule rule) =>
        rule == Rules.MaskNothingTrained ? NothingTrained
        : rule == Rules.MaskSpecialTokenInContent ? "special-token"
        : rule == Rules.MaskStopMissing ? "no-stop-token"
        : rule == Rules.MaskOutsideTurn ? "outside-turn"
        : rule == Rules.TemplateRefused ? "template-refused"
        : "template-failed";
}
