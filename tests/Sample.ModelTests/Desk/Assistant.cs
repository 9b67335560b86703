using Microsoft.Extensions.AI;

namespace Sample.ModelTests.Desk;

/// <summary>The application under test: a conversation, and a loop that runs the tools the model asks for.</summary>
public sealed class Assistant(IChatClient model, OrderDesk desk)
{
    private const int MostTurns = 4;

    private readonly ChatOptions _options = new() { Tools = [.. desk.Tools], Temperature = 0, ModelId = RuleModel.Name };

    public List<ChatMessage> History { get; } =
    [
        new(ChatRole.System, "You help customers with their orders. Use the tools; never guess what is in an order."),
    ];

    /// <summary>Names of the tools that were called, in order.</summary>
    public IEnumerable<string> Calls => History.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(call => call.Name);

    /// <summary>One turn of the customer; returns what the assistant finally says.</summary>
    public async Task<string> SayAsync(string text, CancellationToken cancel)
    {
        History.Add(new ChatMessage(ChatRole.User, text));

        for (var turn = 0; turn < MostTurns; turn++)
        {
            var response = await model.GetResponseAsync(History, _options, cancel);
            History.AddRange(response.Messages);

            var calls = response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToArray();
            if (calls.Length == 0)
            {
                return response.Text;
            }

            History.Add(new ChatMessage(ChatRole.Tool, await RunAsync(calls, cancel)));
        }

        throw new InvalidOperationException($"The model called tools {MostTurns} times and never answered.");
    }

    private async Task<List<AIContent>> RunAsync(IEnumerable<FunctionCallContent> calls, CancellationToken cancel)
    {
        var results = new List<AIContent>();
        foreach (var call in calls)
        {
            var tool = desk.Tools.OfType<AIFunction>().Single(t => t.Name == call.Name);
            var result = await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), cancel);
            results.Add(new FunctionResultContent(call.CallId, result?.ToString()));
        }

        return results;
    }
}
