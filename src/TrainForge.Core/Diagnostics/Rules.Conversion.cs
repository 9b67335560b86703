namespace TrainForge.Diagnostics;

// 7: conversion and evaluation
public static partial class Rules
{
    public static readonly DiagnosticRule GgufDamaged = new(
        "TF7001", Severity.Error, "A GGUF file cannot be read",
        "'{0}' is not a whole GGUF file: {1}. Convert the model again.");

    public static readonly DiagnosticRule GgufVocabularyDiffers = new(
        "TF7002", Severity.Error, "Tokenizer and model differ in size",
        "The tokenizer has '{0}' tokens, more than the {1} rows of the model's embedding. Convert with the tokenizer that belongs to the model.");

    public static readonly DiagnosticRule GgufTypeUnknown = new(
        "TF7003", Severity.Error, "A GGUF tensor holds a type the engine does not read",
        "Tensor '{0}' in '{1}' holds GGUF type '{2}'; the engine reads F32, F16 and BF16 from GGUF.");

    public static readonly DiagnosticRule GgufArchitectureUnknown = new(
        "TF7004", Severity.Error, "A model cannot be written as GGUF",
        "A model of type '{0}' with {1} has no form in GGUF that keeps its answers; convert to safetensors instead.");

    public static readonly DiagnosticRule FormatNotYet = new(
        "TF7020", Severity.Error, "A format is not there yet",
        "Format '{0}' is not built yet. Use gguf or safetensors.");

    public static readonly DiagnosticRule SuiteUnknown = new(
        "TF7021", Severity.Error, "A suite is not known",
        "There is no suite '{0}'. The suite there is: '{1}', the validation examples of the dataset.");

    public static readonly DiagnosticRule MetricUnknown = new(
        "TF7022", Severity.Error, "A gate names a metric that is not measured",
        "No suite measures '{0}'; measured are: {1}.{2} A gate that measures nothing never passes.");

    public static readonly DiagnosticRule BaselineMissing = new(
        "TF7023", Severity.Error, "A gate compares with a baseline that is not measured",
        "Metric '{0}' has no baseline, so 'max_drop' cannot be judged. Use 'min' or 'max' for it.");

    public static readonly DiagnosticRule GateFellShort = new(
        "TF7024", Severity.Error, "A gate fell short",
        "{0} is {1}; the gate wants {2}. The report is at '{3}'.");

    public static readonly DiagnosticRule CannotTell = new(
        "TF7025", Severity.Error, "There is too little to judge by",
        "There are too few held-out examples for a verdict: {0}, and {1} are the least. Record more tests, or raise 'dataset.split.valid_percent'.");
}
