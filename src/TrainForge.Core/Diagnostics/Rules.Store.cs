namespace TrainForge.Diagnostics;

// 3: store, files and locks
public static partial class Rules
{
    public static readonly DiagnosticRule FileNotWritten = new(
        "TF3001", Severity.Error, "A file cannot be written",
        "'{0}' cannot be written: {1}. {2}");

    public static readonly DiagnosticRule PathTooLong = new(
        "TF3002", Severity.Error, "A path is too long",
        "The path '{0}' has {1} characters; at most {2} work on every system. Shorten '{3}'.");

    public static readonly DiagnosticRule LockNotFreed = new(
        "TF3003", Severity.Error, "A lock was not freed in time",
        "'{0}' is held by {1} and was not freed within {2} seconds. Wait for that process or end it; the lock goes with it.");

    public static readonly DiagnosticRule LocksDoNotWork = new(
        "TF3004", Severity.Error, "Files cannot be locked",
        "'{0}' can be locked twice: this file system, or DOTNET_SYSTEM_IO_DISABLEFILELOCKING, turns locks off. Unset the variable, or choose a root folder on a local disk with TRAINFORGE_ROOT or --root.");

    public static readonly DiagnosticRule LineTorn = new(
        "TF3005", Severity.Warning, "The last line is unfinished",
        "Line {0}, at byte {1}, has {2} bytes and no end, and is left out. A process that writes it now will finish it; otherwise the next writer moves it to a '.torn' file beside.");

    public static readonly DiagnosticRule LineTooLong = new(
        "TF3006", Severity.Error, "A line is too long",
        "The line is longer than {0} bytes, which no file of lines needs. Check that this file holds one record per line.");

    public static readonly DiagnosticRule JsonNotUnderstood = new(
        "TF3010", Severity.Error, "The text is not JSON",
        "The JSON ends or turns wrong here: {0} Correct it at this place.");

    public static readonly DiagnosticRule JsonKeyTwice = new(
        "TF3011", Severity.Error, "A key appears twice",
        "The key '{0}' appears twice in one object, and readers differ on which one counts. Remove one of them.");

    public static readonly DiagnosticRule JsonTooLarge = new(
        "TF3012", Severity.Error, "The JSON is too large",
        "The JSON is {0} {1}; at most {2} are read. Split it, or store the large part as a file beside.");

    public static readonly DiagnosticRule LinkInFolder = new(
        "TF3013", Severity.Error, "A hashed folder holds a link",
        "'{0}' is a link; what it points to can change without its hash. Replace it by the file itself.");

    public static readonly DiagnosticRule DatasetMissing = new(
        "TF3030", Severity.Error, "There is no such dataset",
        "There is no dataset '{0}' in '{1}'.{2} Run 'trainforge dataset list' to see what there is, or 'trainforge dataset build' to build it.");

    public static readonly DiagnosticRule VersionMissing = new(
        "TF3031", Severity.Error, "There is no such version",
        "Dataset '{0}' has no version '{1}'.{3} The newest it has: {2}.");

    public static readonly DiagnosticRule DatasetRecordUnreadable = new(
        "TF3032", Severity.Error, "A dataset's own record cannot be read",
        "The file cannot be read: {0} Restore it, or delete the version's folder and build again.");

    public static readonly DiagnosticRule DatasetDamaged = new(
        "TF3033", Severity.Error, "A file of a dataset was changed",
        "'{0}' in '{1}' is not what SHA256SUMS says. Restore it, or delete the version's folder and build again.");

    public static readonly DiagnosticRule DatasetDiffers = new(
        "TF3034", Severity.Error, "A dataset built again differs",
        "'{0}' comes out differently when '{1}' is built again. What it was built from was changed, or another version of TrainForge built it.");

    public static readonly DiagnosticRule InputsGone = new(
        "TF3035", Severity.Error, "A dataset cannot be built again",
        "Version '{0}' cannot be built again: {1} of its inputs are gone, the first is '{2}'. Bring them back to verify it.");

    public static readonly DiagnosticRule DatasetNotNamed = new(
        "TF3040", Severity.Error, "Several datasets are meant",
        "'{0}' holds {1}, and nothing says which is meant. Name one with TrainForgeDatasetName.");

    public static readonly DiagnosticRule StageDiffers = new(
        "TF3050", Severity.Error, "A stage of a dataset built again counts otherwise",
        "'{0}' is the first stage of '{1}' that counts otherwise when it is built again: {2}, and now {3}.");

    public static readonly DiagnosticRule ExportFolderForeign = new(
        "TF3060", Severity.Error, "An export would overwrite something else",
        "'{0}' cannot be replaced: {1}. Choose another folder, or empty this one.");

    public static readonly DiagnosticRule ExportTermsUnknown = new(
        "TF3061", Severity.Error, "The terms of exported rows are not known",
        "Nobody said on what terms {1} of {2} rows of '{0}' may be used: {3}. Name licence and consent of what tests recorded in dataset.terms, and of what was brought in by bringing it in again with --license and --consent; then build again. Or allow it with --allow-unknown-terms or dataset.export.allow_unknown_terms.");

    public static readonly DiagnosticRule ExportNothing = new(
        "TF3062", Severity.Error, "There is nothing to export",
        "Version '{0}' has no rows of kind {1}. 'trainforge dataset show' tells what it has.");

    public static readonly DiagnosticRule ExportKindImpossible = new(
        "TF3063", Severity.Error, "A profile has no form for a kind",
        "The profile '{0}' has no form for {1}; it has one for {2}. Choose another profile, or export one of these.");

    public static readonly DiagnosticRule ExportNothingFits = new(
        "TF3064", Severity.Error, "No row fits a profile",
        "The profile '{0}' has no form for any of the rows: {1}. See 'trainforge explain TF3064', export with --turns, or choose another profile.");

    public static readonly DiagnosticRule NothingToCompare = new(
        "TF3080", Severity.Error, "There is no earlier version to compare with",
        "Dataset '{0}' has no version before '{1}'. Name two versions, or another dataset's as name@v0001.");

    public static readonly DiagnosticRule VersionInUse = new(
        "TF3081", Severity.Warning, "A version could not be removed",
        "Version '{0}' of dataset '{1}' is old enough to go, but cannot be removed: {2} The next build tries again.");

    public static readonly DiagnosticRule CatalogTooNew = new(
        "TF3082", Severity.Error, "The catalog was written by a newer version",
        "'{0}' has schema {1}; this version reads up to {2}. Update TrainForge, or run 'trainforge catalog rebuild', which makes it again from the files.");

    public static readonly DiagnosticRule CatalogDamaged = new(
        "TF3083", Severity.Error, "The catalog cannot be read",
        "'{0}' is no sound database: {1} Run 'trainforge catalog rebuild', which makes it again from the files.");

    public static readonly DiagnosticRule CatalogBusy = new(
        "TF3084", Severity.Error, "The catalog is held by another process",
        "'{0}' was held by another process for {1} seconds. Wait until it has ended and run the command again.");

    public static readonly DiagnosticRule QueryRefused = new(
        "TF3085", Severity.Error, "A query cannot be run",
        "The catalog does not take the query: {0} Only reading is possible; 'trainforge catalog status' lists the tables.");

    public static readonly DiagnosticRule BackupUnsound = new(
        "TF3086", Severity.Error, "A backup is not whole",
        "'{0}' is not whole: {1} Choose another of 'trainforge catalog backup --list'.");

    public static readonly DiagnosticRule BackupMissing = new(
        "TF3087", Severity.Error, "There is no such backup",
        "There is no backup '{0}' in '{1}'. 'trainforge catalog backup --list' shows what there is.");

    public static readonly DiagnosticRule NothingToIndex = new(
        "TF3088", Severity.Error, "There is nothing to index",
        "There is no folder '{0}' yet. Run the tests, or bring sources in with 'trainforge ingest', and ask again.");

    public static readonly DiagnosticRule VersionPassedOver = new(
        "TF3090", Severity.Warning, "A version is passed over",
        "The record of version {0} cannot be read, and the version is passed over: {1} Restore it, or delete the version's folder.");

    public static readonly DiagnosticRule VersionChanged = new(
        "TF3091", Severity.Warning, "A version was changed, and its content is written anew",
        "Version {0} would be the one to keep, but '{1}' in it is not what SHA256SUMS says, so the same content is written as a new version. Delete the folder of {0} once nobody needs it.");
}
