using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>Terms, in the cache and back.</summary>
internal static class TermsForm
{
    public static void Write(CachePen pen, SourceTerms terms)
    {
        pen.Text(terms.Vendor);
        pen.Text(terms.Model);
        pen.Text(terms.License);
        pen.Text(terms.Consent);
    }

    public static SourceTerms Read(CacheEye eye) => new() { Vendor = eye.Text(), Model = eye.Text(), License = eye.Text(), Consent = eye.Text() };
}
