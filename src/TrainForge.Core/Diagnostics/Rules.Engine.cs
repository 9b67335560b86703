namespace TrainForge.Diagnostics;

// 4: engine and text
public static partial class Rules
{
    public static readonly DiagnosticRule SafetensorsDamaged = new(
        "TF4001", Severity.Error, "A safetensors file cannot be read",
        "'{0}' is not a whole safetensors file: {1}. Copy or convert the model again.");

    public static readonly DiagnosticRule TensorTypeUnknown = new(
        "TF4002", Severity.Error, "A tensor holds a type the engine does not read",
        "Tensor '{0}' in '{1}' holds '{2}'; the engine reads F32, F16 and BF16. Convert the model to one of them.");

    public static readonly DiagnosticRule TensorMissing = new(
        "TF4003", Severity.Error, "A tensor of the model is missing",
        "No file of '{0}' holds tensor '{1}', which its configuration asks for. Put the missing file beside the others, or use the configuration that belongs to these weights.");

    public static readonly DiagnosticRule TensorShapeDiffers = new(
        "TF4004", Severity.Error, "A tensor has another shape than the configuration says",
        "Tensor '{0}' in '{1}' has shape '{2}'; the configuration asks for '{3}'. Use the configuration that belongs to these weights.");

    public static readonly DiagnosticRule TensorUnexpected = new(
        "TF4005", Severity.Error, "A model holds a tensor the engine has no place for",
        "'{0}' holds tensor '{1}', which a '{2}' model does not have. Leaving it out would change the model's answers; use a model the engine knows.");

    public static readonly DiagnosticRule ModelConfigUnreadable = new(
        "TF4006", Severity.Error, "A model configuration cannot be read",
        "'{0}' is not a model configuration: {1}. Copy config.json from the model again.");

    public static readonly DiagnosticRule ModelTypeUnknown = new(
        "TF4007", Severity.Error, "A model is of a type the engine does not run",
        "'{0}' asks for {1} '{2}'; the engine runs {3}. Use such a model, or train with an external command.");

    public static readonly DiagnosticRule ModelConfigContradicts = new(
        "TF4008", Severity.Error, "A model configuration contradicts itself",
        "'{0}' cannot be built: '{1}' is {2}; it must be {3}.");

    public static readonly DiagnosticRule LossNotFinite = new(
        "TF4009", Severity.Error, "Training diverged",
        "The loss of step {0} is '{1}'. Nothing of this step was kept. Lower the learning rate, lengthen the warm-up, or look for broken examples, then resume from the last checkpoint.");

    public static readonly DiagnosticRule GradientNotFinite = new(
        "TF4010", Severity.Error, "Training produced a gradient that is not a number",
        "The gradient norm of step {0} is '{1}'. Nothing of this step was kept. Lower the learning rate or lengthen the warm-up, then resume from the last checkpoint.");

    public static readonly DiagnosticRule TokenOutsideVocabulary = new(
        "TF4011", Severity.Error, "A token is outside the model's vocabulary",
        "Token '{0}' at position {1} of {2} is outside the model's vocabulary of {3}. Tokenise with the tokenizer that belongs to the model.");

    public static readonly DiagnosticRule NothingToTrainOn = new(
        "TF4012", Severity.Error, "No token is trained on",
        "None of the {0} examples holds a token that the loss mask keeps. Look at the chat template and the mask settings.");

    public static readonly DiagnosticRule ExampleTooLong = new(
        "TF4013", Severity.Error, "An example is longer than the model's context",
        "Example {0} has '{1}' tokens; the limit is {2}. Shorten or split it when the dataset is built, or raise the sequence length.");

    public static readonly DiagnosticRule TrainingStateDiffers = new(
        "TF4014", Severity.Error, "A training state belongs to another run",
        "'{0}' was saved with another {1} ('{2}', here '{3}'). Resume with what it was saved with, or start a new run.");

    public static readonly DiagnosticRule TrainingStateDamaged = new(
        "TF4015", Severity.Error, "A training state cannot be read",
        "'{0}' is not a whole training state: {1}. Resume from an older checkpoint, or start again.");

    public static readonly DiagnosticRule AdapterUnsupported = new(
        "TF4016", Severity.Error, "An adapter uses what the engine does not do",
        "'{0}' sets '{1}' to '{2}'; the engine knows only {3}.");

    public static readonly DiagnosticRule AdapterTargetUnknown = new(
        "TF4017", Severity.Error, "An adapter's target matches no part of the model",
        "No projection of the model is called '{0}'; targets are q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj and down_proj.");

    public static readonly DiagnosticRule PromptTooLong = new(
        "TF4018", Severity.Error, "A prompt leaves no room for an answer",
        "The prompt has '{0}' tokens; the model's context is {1}. Shorten the prompt.");

    public static readonly DiagnosticRule SafetensorsIndexDamaged = new(
        "TF4019", Severity.Error, "The index of a sharded model cannot be read",
        "'{0}' is not an index of safetensors files: {1}. Copy the model's index again.");

    public static readonly DiagnosticRule TokenizerUnreadable = new(
        "TF4050", Severity.Error, "A tokenizer cannot be read",
        "The tokenizer '{0}' cannot be read: {1} Point to the tokenizer.json that belongs to the model.");

    public static readonly DiagnosticRule TokenizerUnsupported = new(
        "TF4051", Severity.Error, "A tokenizer asks for something unknown",
        "The tokenizer '{0}' asks for {1} '{2}'; supported are {3}. Use a model with such a tokenizer, or make one with 'trainforge model init'.");

    public static readonly DiagnosticRule TokenizerInconsistent = new(
        "TF4052", Severity.Error, "A tokenizer contradicts itself",
        "The tokenizer '{0}' contradicts itself: {1}. Fetch the file again, or write it again with the tool that made it.");

    public static readonly DiagnosticRule UnicodeTablesMissing = new(
        "TF4053", Severity.Error, "The Unicode tables are missing",
        "The tokenizer '{0}' composes its text (NFC), and this machine has no Unicode tables to do it with. Install ICU (package libicu), or unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");

    public static readonly DiagnosticRule TokenIdUnknown = new(
        "TF4054", Severity.Error, "A token id is outside the vocabulary",
        "Token id '{0}' is not in the vocabulary of '{1}', which has {2} ids. Use the tokenizer the ids were made with.");

    public static readonly DiagnosticRule VocabularyOutOfRange = new(
        "TF4055", Severity.Error, "A vocabulary size is out of range",
        "The vocabulary size is '{0}'; it must be between {1} (256 bytes and the special tokens) and {2}.");

    public static readonly DiagnosticRule SpecialTokenRefused = new(
        "TF4056", Severity.Error, "A special token is empty or named twice",
        "The special token '{0}' is empty or named twice. Name each special token once.");

    public static readonly DiagnosticRule TemplateSyntax = new(
        "TF4060", Severity.Error, "A chat template cannot be read",
        "The chat template '{0}' cannot be read: {1}. Correct the line named here, or take the template that came with the model.");

    public static readonly DiagnosticRule TemplateUnsupported = new(
        "TF4061", Severity.Error, "A chat template uses something unknown",
        "The chat template '{0}' uses {1}; supported are {2}. Write the line in another way.");

    public static readonly DiagnosticRule TemplateFailed = new(
        "TF4062", Severity.Error, "A chat template fails",
        "The chat template '{0}' fails: {1}. Give it the messages it expects, or correct the line named here.");

    public static readonly DiagnosticRule TemplateRefused = new(
        "TF4063", Severity.Error, "A chat template refuses a conversation",
        "The chat template '{0}' refuses the conversation: '{1}'. Change the messages so that the template takes them, or use another template.");

    public static readonly DiagnosticRule TemplateLimit = new(
        "TF4064", Severity.Error, "A chat template goes beyond its limits",
        "The chat template '{0}' goes beyond what a template may use: {1}. Look at the loops and texts of the line named here.");

    public static readonly DiagnosticRule TemplateMissing = new(
        "TF4065", Severity.Error, "There is no chat template",
        "'{0}' holds no chat template. Point to a tokenizer_config.json with 'chat_template', to a chat_template.jinja, or to a folder that has one.");

    public static readonly DiagnosticRule MaskPrefixUnstable = new(
        "TF4070", Severity.Error, "A chat template hides where the assistant's turns are",
        "Example '{0}': the chat template '{1}' writes the conversation up to message '{2}' differently when more follows, so the turn cannot be found in the text. Put 'generation' blocks around what the assistant writes, or train on another template.");

    public static readonly DiagnosticRule MaskNothingTrained = new(
        "TF4071", Severity.Error, "An example has no trained token",
        "Example '{0}' has no token that is trained. Leave it out, raise the length if it was cut, or mark a turn of the assistant as trained.");

    public static readonly DiagnosticRule MaskCut = new(
        "TF4072", Severity.Warning, "An example is cut",
        "Example '{0}' has {1} tokens; the first '{2}' are kept and {3} of its {4} trained tokens are lost. Raise 'max_length', or shorten the example.");

    public static readonly DiagnosticRule MaskStopMissing = new(
        "TF4073", Severity.Error, "A turn does not end with a trained stop token",
        "Example '{0}': the assistant's turn '{1}' does not end with a stop token, so a model trained on it does not learn to stop. Let the template end the turn with the tokenizer's end-of-turn token.");

    public static readonly DiagnosticRule MaskOutsideTurn = new(
        "TF4074", Severity.Error, "A trained token lies outside the assistant's turns",
        "Example '{0}': token '{1}' at place {2} is trained and lies outside the assistant's turns. Correct the 'generation' blocks of the chat template.");

    public static readonly DiagnosticRule MaskSpecialTokenInContent = new(
        "TF4075", Severity.Error, "A message holds a special token",
        "Example '{0}': {1} holds the special token '{2}' as text, which would be read as the token itself. Leave the example out, or write the text in another way.");

    public static readonly DiagnosticRule MaskGenerationsDiffer = new(
        "TF4076", Severity.Error, "A chat template marks other turns than there are",
        "Example '{0}': the chat template '{1}' marks {2} stretches as written by the assistant; the conversation has '{3}' turns of the assistant. Put one 'generation' block around each turn, outside macros and captured text.");
}
