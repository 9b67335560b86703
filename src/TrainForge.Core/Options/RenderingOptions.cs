using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>How a template is given the arguments of a call.</summary>
public enum ArgumentStyle
{
    Map,

    /// <summary>The text the model wrote: a few templates want it so.</summary>
    Text,
}

/// <summary>Paths are where something lies and not what it is: a version is told apart by the hashes of the files.</summary>
public sealed record RenderingOptions : ISection
{
    [Setting("Folder of the model whose tokenizer and chat template the examples are proved with. Empty: the built-in template, with a token for each byte.", Example = "models/base", OutsideIdentity = true)]
    public string Model { get; init; } = "";

    [Setting("A tokenizer.json in place of the model's.", Example = "models/base/tokenizer.json", OutsideIdentity = true)]
    public string Tokenizer { get; init; } = "";

    [Setting("A chat template (.jinja, tokenizer_config.json, or a folder that holds one) in place of the model's. Empty: the one beside the tokenizer.", Example = "models/base/chat_template.jinja", OutsideIdentity = true)]
    public string Template { get; init; } = "";

    [Setting("How the template is given the arguments of a call.")]
    public ArgumentStyle Arguments { get; init; } = ArgumentStyle.Map;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Template.Length > 0 && Tokenizer.Length == 0 && Model.Length == 0)
        {
            yield return Rules.SettingsDisagree.At(
                places.Of("template"), places.Name("template"), $"'{Template}'", places.Name("tokenizer"), "empty",
                "A template's own tokens are known to its tokenizer alone: name it too, or the model that has both.");
        }
    }
}
