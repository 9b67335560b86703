using System.CommandLine;
using System.CommandLine.Parsing;
using TrainForge.Diagnostics;

namespace TrainForge.Tool;

/// <summary>What the parser refused, in our form and with the nearest known word.</summary>
internal static class ParseProblems
{
    public static IEnumerable<Diagnostic> Of(ParseResult line)
    {
        var command = Path(line.CommandResult);
        var unknown = line.UnmatchedTokens.Concat(MistypedOptions(line)).ToList();
        if (unknown.Count > 0)
        {
            // With an unknown word in it, what is missing or where a value belongs is guesswork: nothing else is said.
            var known = Words(line.CommandResult).ToList();
            return unknown.Select(word => Rules.UnknownWord.Here(word, command, Nearest.Suggest(word, known)));
        }

        // Help shows what is missing; asking for it is no mistake.
        return line.Action is System.CommandLine.Help.HelpAction
            ? []
            : line.Errors.Select(error => Rules.CommandLineWrong.Here(Sentence(error), command));
    }

    // The parser hands '--jsn' to an argument that takes any text. Behind '--' it would be meant.
    private static IEnumerable<string> MistypedOptions(ParseResult line) =>
        line.Tokens.Any(t => t.Type == TokenType.DoubleDash)
            ? []
            : line.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(a => a.Tokens)
                .Select(t => t.Value)
                .Where(v => v.StartsWith("--", StringComparison.Ordinal));

    private static string Sentence(ParseError error)
    {
        var (name, type) = error.SymbolResult switch
        {
            OptionResult o => (o.Option.Name, o.Option.ValueType),
            ArgumentResult { Parent: OptionResult o } => (o.Option.Name, o.Option.ValueType),
            ArgumentResult a => (a.Argument.Name, a.Argument.ValueType),
            _ => ("", typeof(void)),
        };

        // The parser names CLR types where a value cannot be read.
        return error.SymbolResult?.Tokens is [var value] && error.Message.Contains(type.ToString(), StringComparison.Ordinal)
            ? $"'{value.Value}' does not fit '{name}', which takes {Kind(type)}."
            : error.Message.EndsWith('.') ? error.Message : error.Message + ".";
    }

    private static string Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(int) || type == typeof(long) || type == typeof(ulong) ? "a whole number"
            : type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "a time such as 1.00:00:00"
            : type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
            : "another kind of value";
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "trainforge";

    // The options of the commands above count only when they are recursive.
    private static IEnumerable<string> Words(CommandResult command)
    {
        var own = command.Command;
        var words = own.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)
            .Concat(own.Options.Where(o => !o.Hidden).Select(o => o.Name));
        for (var above = command.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
        {
            words = words.Concat(above.Command.Options.Where(o => o.Recursive).Select(o => o.Name));
        }

        return words;
    }
}
