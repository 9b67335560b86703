using TrainForge.Diagnostics;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>How the template's own errors are made: always with its name and line.</summary>
internal static class TemplateError
{
    public static TrainForgeException Syntax(string name, int line, string what) => new(Rules.TemplateSyntax.At(new SourcePoint(name, line), name, what));

    public static TrainForgeException Unsupported(string name, int line, string what, string supported) =>
        new(Rules.TemplateUnsupported.At(new SourcePoint(name, line), name, what, supported));

    public static TrainForgeException Failed(string name, int line, string what) => new(Rules.TemplateFailed.At(new SourcePoint(name, line), name, what));

    public static TrainForgeException Refused(string name, int line, string what) => new(Rules.TemplateRefused.At(new SourcePoint(name, line), name, what));

    public static TrainForgeException Limit(string name, int line, string what) => new(Rules.TemplateLimit.At(new SourcePoint(name, line), name, what));
}
