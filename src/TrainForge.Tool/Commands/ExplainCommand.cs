using System.CommandLine;
using TrainForge.Diagnostics;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge explain TFnnnn: the page of a code, from this assembly; without a code the whole list.</summary>
internal static class ExplainCommand
{
    public static Command Create(ToolContext tool)
    {
        Argument<string?> code = new("code") { Description = "A code such as TF1001. Without one, all codes are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Say what a TF code means and what to do about it.") { code };
        command.Runs(tool, (line, run) => Run(line.GetValue(code), run));
        return command;
    }

    internal static int Run(string? code, ToolContext tool)
    {
        if (code is null)
        {
            tool.Print(Rules.All.Select(Entry), text => List(text));
            return ExitCode.Done;
        }

        var rule = Rules.Find(code.StartsWith("TF", StringComparison.OrdinalIgnoreCase) ? code : "TF" + code)
            ?? throw new TrainForgeException(Rules.UnknownCode.Here(code, Nearest.Suggest(code, Rules.All.Select(r => r.Code))));
        var page = Page(rule.Code);
        tool.Print(new { rule.Code, rule.Severity, rule.Title, Message = rule.Format, Page = page }, text => text.Write(page));
        return ExitCode.Done;
    }

    private static object Entry(DiagnosticRule rule) => new { rule.Code, rule.Severity, rule.Title };

    private static void List(TextWriter text)
    {
        foreach (var rule in Rules.All)
        {
            text.WriteLine($"{rule.Code}  {rule.Title}");
        }
    }

    private static string Page(string code)
    {
        using var page = new StreamReader(typeof(ExplainCommand).Assembly.GetManifestResourceStream($"explain/{code}.md")!);
        return page.ReadToEnd();
    }
}
