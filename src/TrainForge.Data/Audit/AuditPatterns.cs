using System.Text.RegularExpressions;

namespace TrainForge.Data.Audit;

/// <summary>What the checks look for in texts. All of them run in time proportional to the text.</summary>
internal static partial class AuditPatterns
{
    /// <summary>Somebody's home folder, on any system; what redaction put in its place has brackets.</summary>
    [GeneratedRegex(@"(?:/Users/|/home/|[A-Za-z]:\\{1,2}Users\\{1,2})[A-Za-z0-9._-]+", RegexOptions.NonBacktracking)]
    public static partial Regex Home();

    [GeneratedRegex(@"(?:^|[\s`'""(])(/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+)", RegexOptions.NonBacktracking)]
    public static partial Regex AbsolutePath();

    [GeneratedRegex(@"\b(?:commit|sha|revision|rev)\s+`?([0-9a-f]{7,40})\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Commit();

    /// <summary>Marks by which templates tell turns apart. Inside a text they would end the turn.</summary>
    [GeneratedRegex(@"<\|(?:im_start|im_end|eot_id|start_header_id|end_header_id|endoftext|begin_of_text|eom_id|system|user|assistant|end)\|>|</?tool_call>|</?tool_response>|<(?:start|end)_of_turn>|\[/?INST\]", RegexOptions.NonBacktracking)]
    public static partial Regex Scaffold();

    [GeneratedRegex(@"_truncated_from|\[truncated|\.\.\. ?\[\d+ (?:more )?(?:chars|characters|bytes|lines)|<response clipped>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Truncation();
}
