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
}
