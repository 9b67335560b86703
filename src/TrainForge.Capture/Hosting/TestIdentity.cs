using System.ComponentModel;

namespace TrainForge.Capture.Hosting;

/// <summary>Who a test is, as its framework knows it. Made by a hook, once per test.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TestIdentity
{
    /// <summary>
    /// Tells this test from every other in the process, rows of a data-driven test included. The same id begun again is the next
    /// attempt of the same test, so an id that two rows share would turn rows into attempts.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>What the framework shows, with the arguments: <c>Orders.Refund_is_offered(days: 14)</c>.</summary>
    public required string Name { get; init; }

    public string? Class { get; init; }

    public string? Method { get; init; }

    /// <summary>Simple name of the test assembly, without a path.</summary>
    public string? Assembly { get; init; }

    /// <summary><c>xunit2</c>, <c>xunit3</c>, <c>nunit</c>, <c>mstest</c>.</summary>
    public string? Framework { get; init; }

    /// <summary>Traits or categories, as <c>name=value</c> or a bare name.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>
    /// After which the framework gives the test up, whether or not its body ends; null without such a limit. A stash that is open then is
    /// closed as timed out.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// What <see cref="Name"/> shows between the parentheses behind the method; null for a test without arguments and for one with
    /// a displayed name of its own. Frameworks cut and escape long values in their own ways, so this is for people.
    /// </summary>
    internal string? Arguments
    {
        get
        {
            var method = Method is { Length: > 0 } ? Name.IndexOf(Method, Class is { } c && Name.StartsWith(c, StringComparison.Ordinal) ? c.Length : 0, StringComparison.Ordinal) : -1;
            if (method < 0 || !Name.EndsWith(')'))
            {
                return null;
            }

            var rest = Name[(method + Method!.Length)..].TrimStart(' ');
            var open = rest.StartsWith('<') ? rest.IndexOf(">(", StringComparison.Ordinal) + 1 : 0;
            return rest.Length > open && rest[open] == '(' ? rest[(open + 1)..^1] : null;
        }
    }
}
