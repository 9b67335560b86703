namespace TrainForge.Diagnostics;

// 2: data pipeline
public static partial class Rules
{
    public static readonly DiagnosticRule StashLineUnreadable = new(
        "TF2001", Severity.Warning, "A line of a stash cannot be read",
        "The line cannot be read and is left out: {0}");

    public static readonly DiagnosticRule StashMetadataUnreadable = new(
        "TF2002", Severity.Warning, "The metadata of a stash cannot be read",
        "The metadata cannot be read, so the test counts as never ended: {0}");

    public static readonly DiagnosticRule RedactionFailed = new(
        "TF2050", Severity.Error, "A text could not be redacted",
        "A text of {0} characters could not be redacted ('{1}'), so it was not let through. Report this; nothing of the text was written.");

    public static readonly DiagnosticRule RedactionPrefixUnusable = new(
        "TF2051", Severity.Error, "A redaction prefix cannot be used",
        "The redaction prefix '{0}' cannot be used; it must have {1} to {2} printable ASCII characters without spaces. Wildcards and patterns are not supported.");

    public static readonly DiagnosticRule RedactionClassUnknown = new(
        "TF2052", Severity.Error, "A redaction class is not known",
        "'{0}' is no class of redaction; the classes are {1}.");

    public static readonly DiagnosticRule RedactionNameUnusable = new(
        "TF2053", Severity.Error, "A secret field name cannot be used",
        "The secret field name '{0}' cannot be used; it must have {1} to {2} letters, digits, '_', '-' or '.'.");

    public static readonly DiagnosticRule PseudonymKeyMissing = new(
        "TF2054", Severity.Error, "Pseudonyms need a key",
        "Pseudonyms are on but there is no key. Create one with 32 or more random bytes at '{0}', or turn pseudonyms off.");

    public static readonly DiagnosticRule PseudonymKeyUnusable = new(
        "TF2055", Severity.Error, "The pseudonym key cannot be used",
        "The pseudonym key at '{0}' holds '{1}' characters; it must be 64 hexadecimal digits on one line. Restore it from where it was shared, or delete it to begin with new pseudonyms.");
}
