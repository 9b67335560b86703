using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Balance;

/// <summary>What kind of work a call is: the tool's name, and of a shell also what it runs first: 'Bash:git'.</summary>
internal sealed class CallCategory(IEnumerable<string> shellTools)
{
    public const string Unknown = "unknown";

    private static readonly string[] Usual =
        ["bash", "shell", "local_shell", "shell_command", "exec_command", "run_command", "execute_command", "run_shell_command", "run_terminal_cmd", "terminal", "powershell", "pwsh", "cmd"];

    // Where the line stands, as the common agents call it.
    private static readonly string[] Fields = ["command", "cmd", "script", "commands"];

    private readonly HashSet<string> _shells = new(Usual.Concat(shellTools), StringComparer.OrdinalIgnoreCase);

    public string Of(ToolCall call) => IsShell(call.Name) ? $"{call.Name}:{Command(call) ?? Unknown}" : call.Name;

    public bool IsShell(string tool) => _shells.Contains(tool);

    private static string? Command(ToolCall call)
    {
        if (call.Arguments?.ToElement() is not { ValueKind: JsonValueKind.Object } arguments)
        {
            return null;
        }

        foreach (var field in Fields)
        {
            if (arguments.TryGetProperty(field, out var value))
            {
                return value.ValueKind switch
                {
                    JsonValueKind.String => ShellCommand.First(value.GetString()!),
                    JsonValueKind.Array => ShellCommand.First(string.Join(' ', value.EnumerateArray().Select(Quoted))),
                    _ => null,
                };
            }
        }

        return null;
    }

    // A list of words as a program gets them: ["bash", "-lc", "git status"].
    private static string Quoted(JsonElement word) => $"'{(word.ValueKind == JsonValueKind.String ? word.GetString()! : "").Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
