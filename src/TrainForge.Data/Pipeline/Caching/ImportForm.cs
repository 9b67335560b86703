using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Sources.Projects;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>What a pack says of itself, in the cache and back.</summary>
internal static class ImportForm
{
    public static void Write(CachePen pen, ImportFacts import)
    {
        pen.Text(import.Name);
        pen.Text(import.Sha256);
        pen.Text(import.Extends);
        TermsForm.Write(pen, import.Terms);
        pen.List(import.Folders, folder =>
        {
            pen.Text(folder.Folder);
            pen.Text(folder.Root);
            pen.Text(folder.Remote);
        });
        pen.List(import.Spans, span =>
        {
            pen.Text(span.Id);
            pen.Text(span.File);
            pen.Time(span.Started);
            pen.Time(span.Ended);
        });
    }

    public static ImportFacts Read(CacheEye eye) =>
        new(eye.Required(), eye.Required(), eye.Text())
        {
            Terms = TermsForm.Read(eye),
            Folders = eye.List(() => new WorkFolder(eye.Required(), eye.Text(), eye.Text())),
            Spans = eye.List(() => new ConversationSpan(eye.Required(), eye.Text(), eye.Time(), eye.Time())),
        };
}
