using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TrainForge.Runs.Configuration;

/// <summary>
/// One YAML document into values with places. It takes the part of YAML that configuration needs and no more: no type tags,
/// no merge keys, no second document; sizes are bounded after aliases are expanded, so no few lines can grow into gigabytes.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxBytes = 1 << 20;
    private const int MaxValues = 10_000;
    private const int MaxDepth = 20;
    private readonly Parser _parser;
    private readonly Func<Mark, SourcePoint> _place;
    private readonly List<Diagnostic> _problems;
    private readonly Dictionary<string, YamlValue?> _anchors = new(StringComparer.Ordinal);
    private int _values;

    private YamlReader(string text, Func<Mark, SourcePoint> place, List<Diagnostic> problems) =>
        (_parser, _place, _problems) = (new Parser(new StringReader(text)), place, problems);

    /// <summary>The document; an empty one has no value. Throws when it cannot be read; what can be told beside others goes to <paramref name="problems"/>.</summary>
    public static YamlValue? Read(string text, Func<Mark, SourcePoint> place, List<Diagnostic> problems)
    {
        var reader = new YamlReader(text, place, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw new TrainForgeException(Rules.YamlBroken.At(place(e.Start), Sentence(e)), e);
        }
        catch (InvalidOperationException e)
        {
            // How the parser ends on some broken input (a stray '...', a lone control character). It names no place: the last good one is near.
            throw new TrainForgeException(Rules.YamlBroken.At(place(reader._parser.Current?.End ?? Mark.Empty), "It ends or breaks off where a value should stand."), e);
        }
    }

    public static YamlValue? ReadFile(string path, string shown, List<Diagnostic> problems)
    {
        if (FileStamp.Of(path).Bytes > MaxBytes)
        {
            throw new TrainForgeException(Rules.YamlTooLarge.At(new SourcePoint(shown), $"{MaxBytes} bytes"));
        }

        return Read(Decode(Bytes(path, shown), shown), mark => new SourcePoint(shown, (int)mark.Line, (int)mark.Column), problems);
    }

    private static byte[] Bytes(string path, string shown)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw new TrainForgeException(Rules.ConfigurationUnreadable.At(new SourcePoint(shown), e.Message), e);
        }
    }

    private static string Decode(byte[] bytes, string shown)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new TrainForgeException(Rules.YamlBroken.At(new SourcePoint(shown), "The file is not UTF-8 text."), e);
        }
    }

    private YamlValue? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var value = Value(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            throw Refused(second.Start, "Several documents in one file are", "Remove the line '---', or use 'environments'.");
        }

        return value;
    }

    private YamlValue Value(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            var target = _anchors.GetValueOrDefault(alias.Value.Value)
                ?? throw Refused(alias.Start, $"The alias '*{alias.Value.Value}', which has no finished anchor before it, is", "Define the anchor first.");
            Spend(alias.Start, target.Count, depth + target.Height);
            return target;
        }

        var node = _parser.Current as NodeEvent ?? throw new YamlException("found no value");
        Spend(node.Start, 1, depth);
        if (!node.Tag.IsEmpty)
        {
            throw Refused(node.Start, $"The tag '{node.Tag}' is", "Write the plain value.");
        }

        // An anchor counts once its value is whole; until then an alias to it would be a circle.
        var anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        YamlValue value = node switch
        {
            Scalar => One(_parser.Consume<Scalar>()),
            SequenceStart => Items(depth),
            _ => Entries(depth),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private YamlScalar One(Scalar scalar) => new(scalar.Value, scalar.Style == ScalarStyle.Plain, _place(scalar.Start));

    private YamlList Items(int depth)
    {
        var where = _place(_parser.Consume<SequenceStart>().Start);
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return new YamlList(items, where);
    }

    private YamlMap Entries(int depth)
    {
        var where = _place(_parser.Consume<MappingStart>().Start);
        var entries = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!.Start;
            if (Value(depth + 1) is not YamlScalar key)
            {
                throw Refused(at, "A key that is a list or a section is", "Write the key as a plain word.");
            }

            if (key is { Text: "<<", Plain: true })
            {
                throw Refused(at, "The merge key '<<' is", "Repeat the settings, or use 'environments'.");
            }

            var value = Value(depth + 1);
            if (entries.Find(e => e.Key == key.Text) is { } first)
            {
                _problems.Add(Rules.SettingTwice.At(key.Where, key.Text, first.Where.Line));
                continue;
            }

            entries.Add(new YamlEntry(key.Text, key.Where, value));
        }

        return new YamlMap(entries, where);
    }

    private void Spend(Mark at, int values, int depth)
    {
        _values += values;
        if (_values > MaxValues || depth > MaxDepth)
        {
            var limit = _values > MaxValues ? $"{MaxValues} values" : $"{MaxDepth} levels";
            throw new TrainForgeException(Rules.YamlTooLarge.At(_place(at), limit));
        }
    }

    private TrainForgeException Refused(Mark at, string what, string remedy) => new(Rules.YamlRefused.At(_place(at), what, remedy));

    private static string Sentence(YamlException e)
    {
        var text = e.Message.Length == 0 ? "it is not YAML" : e.Message;
        return char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";
    }
}
