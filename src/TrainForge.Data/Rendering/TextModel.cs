using System.Globalization;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Text.Defaults;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Data.Rendering;

/// <summary>The tokenizer and the chat template that examples are proved with, and the hashes that tell them from others.</summary>
internal sealed record TextModel(Tokenizer Tokenizer, string TokenizerSha256, ChatTemplate Template)
{
    /// <summary>What manifests call the tokenizer that no file was named for: its tokens are bytes.</summary>
    public const string BuiltIn = "built-in-bytes";

    private static readonly string[] TextFiles = [TokenizerFiles.ConfigName, "chat_template.jinja", "chat_template.json"];

    /// <summary>A file's name, or <see cref="BuiltIn"/>. Never a path: they differ between machines.</summary>
    public required string TokenizerName { get; init; }

    /// <summary>By the names they have in manifests.</summary>
    public IReadOnlyDictionary<string, string> Hashes => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["tokenizer"] = TokenizerSha256,
        ["chat_template"] = TemplateSha256,
    };

    public string TemplateSha256 => Sha256.Of(Encoding.UTF8.GetBytes(Template.Source));

    /// <summary>The tokenizer, and the template or the folder it is found in; none when everything is built in.</summary>
    public static IReadOnlyList<string> Files(RenderingOptions options, string baseFolder)
    {
        var model = options.Model.Length > 0 ? Path.Combine(baseFolder, options.Model) : null;
        var tokenizer = options.Tokenizer.Length > 0 ? Path.Combine(baseFolder, options.Tokenizer) : model is null ? null : Path.Combine(model, TokenizerFiles.TokenizerName);
        return tokenizer is null ? [] : [tokenizer, options.Template.Length > 0 ? Path.Combine(baseFolder, options.Template) : model ?? Path.GetDirectoryName(tokenizer)!];
    }

    /// <summary>A line per file, with what tells whether it was changed; one that is gone is a change too.</summary>
    public static IEnumerable<string> Stamps(RenderingOptions options, string baseFolder) => Files(options, baseFolder)
        .SelectMany(path => Directory.Exists(path) ? TextFiles.Select(name => Path.Combine(path, name)) : [path, Path.Combine(Path.GetDirectoryName(path)!, TokenizerFiles.ConfigName)])
        .Select(path => FileStamp.Of(Path.GetFullPath(path)))
        .Select(file => file.Bytes >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{file.Path}|{file.Bytes}|{file.ModifiedTicks}") : $"{file.Path}|not there");

    /// <summary>All that is read or looked for, whether it is there or not.</summary>
    public static IEnumerable<string> Places(RenderingOptions options, string baseFolder) => Files(options, baseFolder)
        .SelectMany(path => Directory.Exists(path)
            ? TextFiles.Select(name => Path.Combine(path, name))
            : TextFiles.Select(name => Path.Combine(Path.GetDirectoryName(path)!, name)).Prepend(path));

    /// <param name="options">Paths start from the base folder.</param>
    /// <param name="baseFolder">The folder of trainforge.yaml.</param>
    public static TextModel Load(RenderingOptions options, string baseFolder)
    {
        if (Files(options, baseFolder) is not [var tokenizer, var template])
        {
            return Default();
        }

        return File.Exists(tokenizer)
            ? new TextModel(Tokenizer.Load(tokenizer), Sha256.OfFile(tokenizer), ChatTemplate.Load(template)) { TokenizerName = Path.GetFileName(tokenizer) }
            : throw new TrainForgeException(Rules.TokenizerNotFound.Here(tokenizer));
    }

    // Bytes and the template's own tokens: masks come out as with any other vocabulary, and nothing has to be trained or shipped.
    private static TextModel Default()
    {
        var files = DefaultTokenizer.Train([], 256 + DefaultTokenizer.SpecialTokens.Count, CancellationToken.None);
        using var stream = new MemoryStream(files.TokenizerJson);
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["eos_token"] = ChatMl.EndOfTurn, ["pad_token"] = ChatMl.EndOfText };
        var template = ChatTemplate.Parse(ChatMl.Template.ReplaceLineEndings("\n"), BuiltIn, tokens);
        return new TextModel(Tokenizer.Load(stream, BuiltIn), Sha256.Of(files.TokenizerJson), template) { TokenizerName = BuiltIn };
    }
}
