using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Data.Sources.Packs;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public class SourceDocumentsTests
{
    internal static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    [Fact]
    public void Any_values_come_out_whole_however_they_are_laid_out() => Prop.ForAll(Arb.From(Gen.ListOf(ArbMap.Default.GeneratorFor<(string A, int B, string[] C)>())), Arb.From(Gen.Choose(0, 5)), (items, form) =>
    {
        var values = items.Select(i => new { text = Whole(i.A), inner = new { i.B, list = i.C?.Select(Whole) } }).ToList();
        var compact = values.Select(v => JsonSerializer.Serialize(v)).ToList();
        var pretty = values.Select(v => JsonSerializer.Serialize(v, Pretty)).ToList();
        var file = form switch
        {
            0 => string.Join('\n', compact),
            1 => string.Join('\n', pretty),
            2 => $"[{string.Join(',', compact)}]",
            3 => JsonSerializer.Serialize(values, Pretty),
            4 => $"[\n{string.Join(",\n", compact)}\n]",
            _ => string.Concat(pretty),
        };

        var (found, bad) = Read(file);

        Assert.Empty(bad);
        Assert.Equal(compact, found.Where(f => f.Text.Length > 0).Select(f => JsonSerializer.Serialize(JsonDocument.Parse(f.Text).RootElement)));
        Assert.Equal(Enumerable.Range(1, found.Count), found.Select(f => (int)f.Number));
    }).Check(Sampling.Of(100));

    [Fact]
    public void A_value_that_breaks_off_costs_itself_and_places_stay_those_of_the_file()
    {
        var (found, bad) = Read("{\"a\":1}\n{\"b\":{\"c\":\n{\"d\":2}\n{\"e\":\"never ends\n{\n \"f\": 3\n}\nnonsense\n{\"g\":[1,2]}\n{\"h\":");

        Assert.Equal([(1, "{\"a\":1}"), (3, "{\"d\":2}"), (5, "{ \"f\": 3}"), (9, "{\"g\":[1,2]}")], found.Where(f => f.Text.Length > 0).Select(f => ((int)f.Number, f.Text)));
        Assert.Equal([2, 4, 8, 10], bad.Select(b => (int)b));
    }

    private static (IReadOnlyList<(long Number, string Text)> Found, IReadOnlyList<long> Bad) Read(string file)
    {
        var bad = new List<long>();
        var lines = SourceLines.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), _ => { });
        var found = SourceDocuments.Read(lines, _ => { }, (line, _) => bad.Add(line)).Select(l => (l.Number, Encoding.UTF8.GetString(l.Bytes.Span))).ToList();
        return (found, bad);
    }

    private static string Whole(string? text) => string.Concat((text ?? "").Where(c => !char.IsSurrogate(c)));
}
