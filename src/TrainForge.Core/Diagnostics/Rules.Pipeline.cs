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

    public static readonly DiagnosticRule NothingRecorded = new(
        "TF2003", Severity.Error, "Nothing was recorded to build a dataset from",
        "There are no recorded model calls in '{0}'. Run tests that call a model through TrainForge, or bring stashes, sessions or training files in with 'trainforge ingest'.");

    public static readonly DiagnosticRule NothingLeft = new(
        "TF2004", Severity.Error, "No recorded conversation can be trained on",
        "None of the {0} recorded conversations can be trained on ({1}). Mend the tests that fail, or see 'trainforge explain TF2004' for what each reason means.");

    public static readonly DiagnosticRule SplitImpossible = new(
        "TF2005", Severity.Error, "The examples cannot be divided",
        "Every example there is ({0}) comes from '{1}', and what one test or session recorded is never divided between training and validation. Record a second test, or set dataset.split.valid_percent to 0 in trainforge.yaml to train on all of it without validation. What was recorded is kept for the next build.");

    public static readonly DiagnosticRule StashesNotFound = new(
        "TF2006", Severity.Error, "There is no stash to bring in",
        "'{0}' holds no stash: no folder below it has '{1}' or '{2}' in it.");

    public static readonly DiagnosticRule ExampleUnreadable = new(
        "TF2007", Severity.Error, "A line is no example",
        "The line is no example that can be trained on: {0} Build the dataset again, or mend the line.");

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

    public static readonly DiagnosticRule SourceLineUnreadable = new(
        "TF2060", Severity.Warning, "A line of an imported file cannot be read",
        "The line cannot be read and is left out: {0}");

    public static readonly DiagnosticRule SourceLineTooLong = new(
        "TF2061", Severity.Warning, "A line of an imported file is too long",
        "The line is longer than {0} bytes and is left out.");

    public static readonly DiagnosticRule SourceMoreUnreadable = new(
        "TF2062", Severity.Warning, "More lines of an imported file cannot be read",
        "Further lines that cannot be read and are left out: {0}. Check that the file is of the kind it was named as.");

    public static readonly DiagnosticRule SourceRecordsUnknown = new(
        "TF2063", Severity.Warning, "An imported file has records of an unknown kind",
        "Records of kinds that this version does not know ({1}): {0}. They are kept in the copy and not used; a newer version may read them without another import.");

    public static readonly DiagnosticRule SourceOrphans = new(
        "TF2064", Severity.Warning, "Parts of an imported conversation are missing",
        "Calls without a result: {0}; results that answer no call: {1}; turns behind one that is missing: {2}. Conversations are used up to there, or not at all.");

    public static readonly DiagnosticRule SourceWithoutConversation = new(
        "TF2065", Severity.Warning, "An imported file holds no conversation",
        "No conversation of kind '{0}' was found in the file, and nothing of it was kept. {1}");

    public static readonly DiagnosticRule SourceNotFound = new(
        "TF2066", Severity.Error, "There is no file to bring in",
        "'{0}' is no file, and no folder that holds a file of kind {1}. See 'trainforge ingest {1} --help'.");

    public static readonly DiagnosticRule SourceNotOpened = new(
        "TF2067", Severity.Error, "A file to bring in cannot be opened",
        "The file cannot be opened: {0} All others were brought in; run the command again for this one.");

    public static readonly DiagnosticRule SourceChanged = new(
        "TF2068", Severity.Error, "A file changed while it was brought in",
        "The file was changed while it was read, and nothing of it was kept. Run the command again.");

    public static readonly DiagnosticRule PackUnreadable = new(
        "TF2069", Severity.Warning, "The copy of an imported file cannot be read",
        "The copy cannot be read and is left out: {0} Delete it and bring the original in again.");

    public static readonly DiagnosticRule SourceKindUnknown = new(
        "TF2070", Severity.Error, "A kind of source is not known",
        "'{0}' in dataset.sources is no kind of source; the kinds are {1}.");

    public static readonly DiagnosticRule WeekUnknown = new(
        "TF2071", Severity.Error, "A week is not understood",
        "'{0}' is no week; write year and week of ISO 8601 as 2026-W10.");

    public static readonly DiagnosticRule WeekWithoutFiles = new(
        "TF2072", Severity.Error, "There is no log of that week",
        "None of the {0} files found has a day of the week {1} in its name. Days are read from names such as 'session_2026-03-08.jsonl'.");

    public static readonly DiagnosticRule SourceMoreWithoutConversation = new(
        "TF2073", Severity.Warning, "Imported files hold no conversation",
        "This and others, {0} of {1} files in all, hold no conversation of kind '{2}', and nothing of them was kept. Most are begins of sessions in which nothing was said; look at this one if you expected more.");

    public static readonly DiagnosticRule SourcesWithoutConversation = new(
        "TF2074", Severity.Error, "No imported file holds a conversation",
        "Of the files found ({0}) none holds a conversation of kind '{1}', and nothing was kept. {2}");

    public static readonly DiagnosticRule StageUnknown = new(
        "TF2100", Severity.Error, "A stage is not known",
        "'{0}' in dataset.stages is no stage.{1} The stages are {2}.");

    public static readonly DiagnosticRule StageOrderImpossible = new(
        "TF2101", Severity.Error, "The stages cannot run like this",
        "The list dataset.stages cannot run: {0} Leave it empty to run all stages in their usual order.");

    public static readonly DiagnosticRule ToolDrifted = new(
        "TF2120", Severity.Warning, "Recorded calls do not fit today's form of a tool",
        "{1} recorded calls of '{0}' are refused by today's schema, {4}: '{2}' ({3}). Set dataset.tool_schemas.drift to 'context' so that they do not count, or record their tests again.");

    public static readonly DiagnosticRule SplitOfOneCluster = new(
        "TF2150", Severity.Error, "The examples are too much alike to be divided",
        "All {0} examples ask nearly the same, so the {1} groups they come from count as one, '{2}', and one group is never divided between training and validation. Record a test that asks something else, set dataset.near_duplicates.one_group to false to divide them all the same, or set dataset.split.valid_percent to 0 to train without validation.");

    public static readonly DiagnosticRule SuiteNotFound = new(
        "TF2151", Severity.Error, "A file of evaluation texts is not there",
        "'{0}', which training is to be kept clean of, is no file, and no folder with files of the kinds {1}. Correct dataset.decontamination.against or evaluation.suites.");

    public static readonly DiagnosticRule SuiteUnreadable = new(
        "TF2152", Severity.Error, "A file of evaluation texts cannot be read",
        "The evaluation text is no JSON, and what it asks could not be kept out of training: {0}");

    public static readonly DiagnosticRule SuitesChanged = new(
        "TF2153", Severity.Error, "The evaluation texts have changed",
        "Version {0} was kept clean of evaluation texts that have changed since (then {1}, now {2}), so it cannot be told whether it would be built the same. Bring the old files back, or build a new version.");

    public static readonly DiagnosticRule SplitOfOneLeft = new(
        "TF2154", Severity.Error, "What is left of the examples cannot be divided",
        "Of {0} recorded conversations only '{1}' is left to train on (left out: {2}), and what one test or session recorded is never divided between training and validation. See 'trainforge explain TF2154', or set dataset.split.valid_percent to 0 in trainforge.yaml to train on what is left without validation. What was recorded is kept for the next build.");

    public static readonly DiagnosticRule TokenizerNotFound = new(
        "TF2170", Severity.Error, "The tokenizer of the examples is not there",
        "There is no tokenizer at '{0}', so no example can be proved. Correct dataset.rendering, or leave it empty to prove them with the built-in one.");

    public static readonly DiagnosticRule ExampleOverLength = new(
        "TF2171", Severity.Error, "An example is too long",
        "Example '{0}' has {1} tokens and dataset.masks.max_length allows {2}. Raise it, or set dataset.masks.too_long to drop.");

    public static readonly DiagnosticRule RenderingDiffers = new(
        "TF2172", Severity.Error, "A version was proved with another tokenizer or template",
        "Version '{0}' cannot be built again: the {1} that dataset.rendering names now has the hash {2}, and the one it was proved with had {3}. Point dataset.rendering at that one to verify the version.");

    public static readonly DiagnosticRule ExampleFaulty = new(
        "TF2173", Severity.Error, "An example cannot be trained on",
        "Example '{0}' cannot be trained on: {1} ({2}). Or set dataset.masks.faulty to drop, and such examples are left out and named in dropped.jsonl.");

    public static readonly DiagnosticRule ExportProfileUnknown = new(
        "TF2174", Severity.Error, "A profile is not known",
        "'{0}' is no profile.{1} The profiles are {2}.");

    public static readonly DiagnosticRule LogTooLong = new(
        "TF2200", Severity.Error, "A log to bring in is too long",
        "The file is longer than {0} bytes, which no log of one test is. Shorten it, or move the folder away.");

    public static readonly DiagnosticRule AuditFellShort = new(
        "TF2240", Severity.Error, "A dataset falls short of an audit",
        "Check '{0}': {1} of {2} rows ({3} %) {4}; at most {5} % may. See {6}. Mend what records them or filter them out, then build again; dataset.audit.limits sets another limit.");

    public static readonly DiagnosticRule AuditWarns = new(
        "TF2241", Severity.Warning, "An audit found a pattern",
        "Check '{0}': {1} of {2} rows ({3} %) {4}; at most {5} % should. See {6}. A model learns the most frequent surface by heart.");

    public static readonly DiagnosticRule AuditCheckUnknown = new(
        "TF2242", Severity.Error, "An audit has no such check",
        "'dataset.audit.limits' names the check '{0}'; there are {1}.{2}");

    public static readonly DiagnosticRule ToolSignaturesMissing = new(
        "TF2250", Severity.Error, "The file of today's tools is not there",
        "'{0}', which dataset.tool_schemas.signatures names, is no file. Correct the path, which starts from the folder of trainforge.yaml, or leave it out to go by the newest recordings.");

    public static readonly DiagnosticRule ToolSignaturesUnreadable = new(
        "TF2251", Severity.Error, "The file of today's tools cannot be read",
        "The tools cannot be read: {0} The file must be a list of tools as OpenAI writes them, an answer of an MCP server to tools/list, or an object with a JSON Schema for each name.");

    public static readonly DiagnosticRule ToolSignaturesChanged = new(
        "TF2252", Severity.Error, "The file of today's tools has changed",
        "Version {0} was compared with a file of tools that has changed since (then {1}, now {2}), so it cannot be told whether it would be built the same. Point dataset.tool_schemas.signatures at the old file, or build a new version.");
}
