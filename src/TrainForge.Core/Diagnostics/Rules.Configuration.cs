namespace TrainForge.Diagnostics;

// 1: configuration and build
public static partial class Rules
{
    public static readonly DiagnosticRule OptionOutOfRange = new(
        "TF1001", Severity.Error, "A setting is out of range",
        "'{0}' is {1}; it must be {2}.");

    public static readonly DiagnosticRule YamlBroken = new(
        "TF1002", Severity.Error, "A configuration file is not valid YAML",
        "The YAML cannot be read: {0} Correct the file here or just above.");

    public static readonly DiagnosticRule UnknownSetting = new(
        "TF1003", Severity.Error, "An unknown setting",
        "'{0}' is not a setting of {1}.{2} 'trainforge init' in an empty folder shows all of them.");

    public static readonly DiagnosticRule WrongKind = new(
        "TF1004", Severity.Error, "A setting has a value of the wrong kind",
        "'{0}' is {1}; it must be {2}.");

    public static readonly DiagnosticRule SettingTwice = new(
        "TF1005", Severity.Error, "A setting stands twice",
        "'{0}' is already given in line {1} of the same section. Keep one of the two.");

    public static readonly DiagnosticRule YamlTooLarge = new(
        "TF1006", Severity.Error, "A configuration file is too large",
        "The configuration has more than {0}. Split it into files per section, or remove what is not configuration.");

    public static readonly DiagnosticRule YamlRefused = new(
        "TF1007", Severity.Error, "A feature of YAML that configuration does not use",
        "{0} not allowed in configuration. {1}");

    public static readonly DiagnosticRule NeitherTextNorSwitch = new(
        "TF1008", Severity.Error, "A word that is text to one reader and true or false to another",
        "'{0}' is {1} without quotes, which some readers of YAML take for true or false. Write {2}.");

    public static readonly DiagnosticRule SectionFileRefused = new(
        "TF1009", Severity.Error, "The file of a section cannot be used",
        "'{0}' names the file '{1}', which {2}.");

    public static readonly DiagnosticRule RootIsAFile = new(
        "TF1010", Severity.Error, "The root folder is a file",
        "The root folder '{0}' is a file. Remove it, or name another folder with --root, TRAINFORGE_ROOT or TrainForgeRoot.");

    public static readonly DiagnosticRule UnknownEnvironment = new(
        "TF1020", Severity.Error, "An unknown environment",
        "There is no environment '{0}' under 'environments'.{1} Add it there, or choose another with --env.");

    public static readonly DiagnosticRule ConfigurationMissing = new(
        "TF1021", Severity.Error, "The configuration is missing",
        "There is no configuration file at '{0}'. Correct the path, or run 'trainforge init' to write one.");

    public static readonly DiagnosticRule OverrideMalformed = new(
        "TF1022", Severity.Error, "A setting on the command line has no key or no value",
        "'{0}' is not of the form key=value. Write the key as in trainforge.yaml with points between sections, such as training.epochs=3.");

    public static readonly DiagnosticRule SettingsDisagree = new(
        "TF1023", Severity.Error, "Two settings do not go together",
        "'{0}' is {1} while '{2}' is {3}. {4}");

    public static readonly DiagnosticRule ConfigurationUnreadable = new(
        "TF1024", Severity.Error, "A configuration file cannot be read",
        "The file cannot be read: {0} Give this user the right to read it, or name another with --config.");

    public static readonly DiagnosticRule SettingNotYet = new(
        "TF1025", Severity.Error, "A setting does nothing yet",
        "'{0}' is {1}, and this version does nothing with it; what is done is {2}. Leave it out.");

    public static readonly DiagnosticRule ToolMissing = new(
        "TF1060", Severity.Error, "The trainforge tool is not where it should be",
        "There is no trainforge tool at '{0}'. Restore the project again, or set TrainForgeTool to the path of trainforge.dll.");

    public static readonly DiagnosticRule SwitchNotUnderstood = new(
        "TF1061", Severity.Warning, "A switch is neither on nor off",
        "'{0}' is '{1}'; it must be true, 1, yes or on, or false, 0, no or off. The default is used.");

    public static readonly DiagnosticRule ToolFailed = new(
        "TF1062", Severity.Error, "A command of the tool did not succeed",
        "'trainforge {0}' ended with exit code {1}: {2} Exit code 3 means that a gate fell short, 4 that there was too little to judge by; run the command alone to see all of its output.");

    public static readonly DiagnosticRule DatasetVersionMissing = new(
        "TF1063", Severity.Error, "There is no version of the dataset",
        "The dataset '{0}' has no version in '{1}'. Run the tests once, or 'trainforge dataset build', and look whether TrainForgeDatasetName names the dataset you mean.");

    public static readonly DiagnosticRule ManifestUnreadable = new(
        "TF1064", Severity.Error, "A dataset's manifest cannot be read",
        "The manifest of the dataset '{0}' is not what TrainForge writes. Run 'trainforge dataset verify', or delete the version's folder and build the dataset again.");

    public static readonly DiagnosticRule MSTestTooOld = new(
        "TF1065", Severity.Warning, "This MSTest cannot be recorded",
        "'MSTest.TestFramework' is {0}; recording needs 3.10 or later. Tests run as before and leave nothing. Update MSTest, or set TrainForgeEnabled to false.");

    public static readonly DiagnosticRule LanguageWithoutHook = new(
        "TF1066", Severity.Warning, "This test framework cannot be recorded in this language",
        "'{0}' in a project in '{1}' cannot be recorded: its hook is source text in C# or VB. Tests run as before and leave nothing. Set TrainForgeEnabled to false to say that this is meant.");

    public static readonly DiagnosticRule AttributesNotGenerated = new(
        "TF1067", Severity.Warning, "The hooks cannot be added to this assembly",
        "'GenerateAssemblyInfo' is '{0}', and in '{1}' the hooks are added with the generated assembly attributes. Tests run as before and leave nothing. Set GenerateAssemblyInfo to true, or TrainForgeEnabled to false.");

    public static readonly DiagnosticRule InputMatchesNothing = new(
        "TF1080", Severity.Error, "A pattern of inputs matches no file",
        "The pattern '{0}' matches no file as seen from '{1}', or only ignored ones. Correct it, or take it out of the inputs: a file that is missed changes without the tests running again.");

    public static readonly DiagnosticRule SettingsRefused = new(
        "TF1090", Severity.Warning, "The tests record nothing, because trainforge.yaml cannot be used",
        "{0} As long as trainforge.yaml cannot be used, the tests of '{1}' record nothing: it may say what must not be written. Mend it and build again; 'trainforge settings' shows every problem.");

    public static readonly DiagnosticRule RuntimeSettingUnreadable = new(
        "TF1091", Severity.Warning, "A setting of the test process cannot be read",
        "'{0}' in the runtime configuration of the tests cannot be read: {1} They record nothing. Build the test project again, or correct what sets it.");
}
