using System.CommandLine;
using TrainForge.Conversations;

namespace TrainForge.Tool.Commands;

/// <summary>What whoever brings records in knows of them: who wrote the model's turns, and on what terms they may be used.</summary>
internal sealed class TermsOptions
{
    private readonly Option<string?> _vendor = new("--vendor") { Description = "Who runs the model whose turns these are.", HelpName = "name" };
    private readonly Option<string?> _model = new("--model") { Description = "The model that wrote them.", HelpName = "name" };
    private readonly Option<string?> _license = new("--license") { Description = "On what terms they may be used, as an SPDX identifier or in words.", HelpName = "terms" };
    private readonly Option<string?> _consent = new("--consent") { Description = "What the people in them agreed to.", HelpName = "words" };

    public TermsOptions(Command command)
    {
        foreach (var option in new[] { _vendor, _model, _license, _consent })
        {
            command.Add(option);
        }
    }

    public SourceTerms Read(ParseResult line) => new()
    {
        Vendor = Said(line, _vendor),
        Model = Said(line, _model),
        License = Said(line, _license),
        Consent = Said(line, _consent),
    };

    /// <summary>What follows for versions that are there, behind the sentence of an import; empty when no terms were named again.</summary>
    public static string AfterRestating(int restated) => restated > 0 ? " Dataset versions that were built from what has other terms now can no longer be built again: build the next with 'trainforge dataset build'." : "";

    private static string? Said(ParseResult line, Option<string?> option) => line.GetValue(option) is { } text && text.Trim() is { Length: > 0 } said ? said : null;
}
