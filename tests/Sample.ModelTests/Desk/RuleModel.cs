using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Sample.ModelTests.Desk;

/// <summary>
/// Stands for the large model of a real project, so that this sample runs without a network and always the same. It reads the
/// conversation by a few rules. Its answers are what a small model will learn from.
/// </summary>
public sealed partial class RuleModel : IChatClient
{
    public const string Name = "rules-1";

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var history = messages.ToList();
        var contents = history[^1].Role == ChatRole.Tool ? Conclude(history) : Decide(history);

        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [contents]))
        {
            ModelId = Name,
            FinishReason = contents is FunctionCallContent ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = history.Sum(m => m.Text.Length) / 4, OutputTokenCount = 12 },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var word in response.Text.Split(' '))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ") { ModelId = Name };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static AIContent Decide(List<ChatMessage> history)
    {
        var text = history[^1].Text.ToLowerInvariant();
        var order = LastOrder(history);

        if (Customer().Match(history[^1].Text) is { Success: true } customer)
        {
            return Call(history, "list_orders", new() { ["customer"] = customer.Groups[1].Value });
        }

        // Cancelling is for good, so the customer is asked once.
        if (text.StartsWith("yes", StringComparison.Ordinal) && Asked(history, "Shall I cancel"))
        {
            return Call(history, "cancel_order", new() { ["id"] = order });
        }

        if (text.StartsWith("no", StringComparison.Ordinal) && Asked(history, "Shall I cancel"))
        {
            return new TextContent("Then I leave it as it is.");
        }

        if (Greeting().IsMatch(text))
        {
            return new TextContent("Hello! Which order is it about?");
        }

        if (text.Contains("thank", StringComparison.Ordinal))
        {
            return new TextContent("You are welcome.");
        }

        var intent = Intent(text);
        return (intent, order) switch
        {
            (null, _) => new TextContent("I can look up, track, cancel and return orders. What shall I do?"),
            (_, null) => new TextContent("Which order is it? The number looks like A-1001."),
            ("cancel_order", _) => new TextContent($"Shall I cancel order {order}?"),
            ("open_return", _) => Call(history, intent, new() { ["id"] = order, ["reason"] = Reason(text) }),
            _ => Call(history, intent, new() { ["id"] = order }),
        };
    }

    private static TextContent Conclude(List<ChatMessage> history)
    {
        var call = history.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Last();
        var result = history[^1].Contents.OfType<FunctionResultContent>().Last().Result?.ToString() ?? "";
        object? id = null;
        call.Arguments?.TryGetValue("id", out id);

        return new TextContent(call.Name switch
        {
            "cancel_order" when result == "cancelled" => $"Order {id} is cancelled.",
            "cancel_order" => $"I could not cancel order {id}: {result}.",
            "open_return" when result.StartsWith("return opened", StringComparison.Ordinal) => $"The return for order {id} is open. A label is on its way to you.",
            "list_orders" => $"These are the orders: {result}.",
            _ => $"Order {id}: {result}.",
        });
    }

    private static FunctionCallContent Call(List<ChatMessage> history, string tool, Dictionary<string, object?> arguments) =>
        new($"call_{history.Count}", tool, arguments);

    private static string? Intent(string text) =>
        text.Contains("cancel", StringComparison.Ordinal) ? "cancel_order"
        : Broken().IsMatch(text) || text.Contains("return", StringComparison.Ordinal) ? "open_return"
        : Where().IsMatch(text) ? "track_parcel"
        : What().IsMatch(text) ? "find_order"
        : null;

    private static string Reason(string text) => Broken().IsMatch(text) ? "broken" : text.Contains("wrong", StringComparison.Ordinal) ? "wrong" : "unwanted";

    private static bool Asked(List<ChatMessage> history, string question) =>
        history.LastOrDefault(m => m.Role == ChatRole.Assistant)?.Text.StartsWith(question, StringComparison.Ordinal) == true;

    private static string? LastOrder(List<ChatMessage> history) =>
        history.Where(m => m.Role == ChatRole.User).Reverse().Select(m => Number().Match(m.Text)).FirstOrDefault(m => m.Success)?.Value;

    [GeneratedRegex("A-[0-9]{4}")]
    private static partial Regex Number();

    [GeneratedRegex("orders (?:of|for) ([A-Z][a-z]+)")]
    private static partial Regex Customer();

    [GeneratedRegex("^(hello|hi|good morning)[.!]?$")]
    private static partial Regex Greeting();

    [GeneratedRegex("broken|damaged|does not work")]
    private static partial Regex Broken();

    [GeneratedRegex("where|track|arrive|parcel")]
    private static partial Regex Where();

    [GeneratedRegex("what|status|look up|check")]
    private static partial Regex What();
}
