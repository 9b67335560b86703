using System.Diagnostics;
using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Text.Defaults;
using TrainForge.Text.Masks;
using TrainForge.Text.Rendering;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Benchmarks;

/// <summary>How long rendering and masking take: our own template and one without generation blocks, conversations of 2, 20, 200 and 2,000 turns of about 400 characters.</summary>
internal static class TemplateBenchmark
{
    private const int Characters = 8_000_000;

    private const string WithoutBlocks = "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    public static int Run() => Run("our own", ChatMl.Template) + Run("without blocks", WithoutBlocks) + Run("looking at the end first", "{% set last = messages[-1] %}" + WithoutBlocks);

    private static int Run(string name, string source)
    {
        var template = ChatTemplate.Parse(source, name);
        var clock = new FrozenClock(DateTimeOffset.UnixEpoch);
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 9));
        using var stream = new MemoryStream(DefaultTokenizer.Train([text], 2000, CancellationToken.None).TokenizerJson);
        var masks = new MaskBuilder(TrainForge.Text.Tokenizers.Tokenizer.Load(stream, "bench"), template, new MaskOptions(), clock);
        foreach (var turns in (int[])[2, 20, 200, 2_000])
        {
            Message[] messages = [.. Enumerable.Range(0, turns).Select(i => new Message(i % 2 == 0 ? Role.User : Role.Assistant, text))];
            var values = TemplateValue.List(ConversationValues.Of(messages, []).Messages);
            var trained = messages.Select(m => m.Role == Role.Assistant).ToArray();
            for (var round = 0; round < 3; round++)
            {
                var times = Math.Max(1, Characters / (turns * text.Length));
                var render = Measure(times, () => template.Render(values, null, false, null, clock).Text.Length);
                var mask = Measure(times, () => masks.Build("x", messages, trained, []).TrainedCount);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {turns} turns: render {render * 1e3:F3} ms ({turns * text.Length / render / 1e6:F0} M characters/s), render, encode and mask {mask * 1e3:F3} ms"));
            }
        }

        return 0;
    }

    private static double Measure(int times, Func<int> run)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            _ = run();
        }

        return watch.Elapsed.TotalSeconds / times;
    }
}
