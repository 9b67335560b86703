using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Redaction;

/// <summary>The redactor of what a test run leaves. One for the tests' process and the test console, which must use the same words.</summary>
public static class RunRedactor
{
    /// <summary>Without a key that can be read or made, personal values are replaced as if pseudonyms were off: that tells less.</summary>
    public static Redactor For(string root, RedactionOptions options)
    {
        if (!options.Pseudonyms)
        {
            return new Redactor(options);
        }

        try
        {
            return new Redactor(options, PseudonymKey.LoadOrCreate(Path.Combine(root, PseudonymKey.FileName)));
        }
        catch (Exception e) when (e is TrainForgeException || FileFault.IsFileFault(e))
        {
            return new Redactor(options with { Pseudonyms = false });
        }
    }
}
