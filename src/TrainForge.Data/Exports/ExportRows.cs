using TrainForge.Data.Examples;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>Reads the rows of a version's file and gives them the profile's form.</summary>
internal sealed class ExportRows(ExportRequest request, IExportProfile profile, ExportTerms terms)
{
    public IEnumerable<(string Id, ExportRow Row)> Of(ExportKind kind, string path) => kind switch
    {
        ExportKind.Sft => ExampleFile.Read(path).SelectMany(Views).Select(e => (e.Id, Noted(e.Source, e.Terms, profile.Sft(e, request.Turns)))),
        ExportKind.Dpo => ExampleFile.ReadPairs(path).Select(p => (p.Id, Noted(p.Source, p.Terms, Noted(p.Source, p.RejectedTerms, profile.Dpo(p))))),
        _ => ExampleFile.ReadAnswers(path).Select(a => (a.Id, Noted(a.Source, a.Terms, profile.Kto(a)))),
    };

    // Only what is written counts: nobody need agree to what was left out.
    private ExportRow Noted(string source, Conversations.SourceTerms of, ExportRow row)
    {
        if (row.Line is not null)
        {
            terms.Add(source, of);
        }

        return row;
    }

    private IEnumerable<Example> Views(Example example)
    {
        if (!request.Turns || ExportPen.TrainsLastAlone(example))
        {
            return [example];
        }

        return Enumerable.Range(0, example.Messages.Count).Where(i => example.Trained[i]).Select(i => SftExamples.TurnView(example, i));
    }
}
