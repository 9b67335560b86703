using System.Security.Cryptography;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Writers;
using TrainForge.Datasets;

namespace TrainForge.Tests.Data;

/// <summary>Rows as the pipeline would hand them to a stage over the whole dataset, with their examples at hand.</summary>
internal static class Rows
{
    public static Example Ask(string id, string question, string answer, string? group = null) =>
        Of(id, group, new Message(Role.User, question), new Message(Role.Assistant, answer));

    /// <summary>Every turn of the assistant is trained.</summary>
    public static Example Of(string id, string? group, params IReadOnlyList<Message> messages) => new()
    {
        Id = id,
        Group = group ?? id,
        Source = "stash",
        Messages = messages,
        Trained = [.. messages.Select(m => m.Role == Role.Assistant)],
    };

    /// <summary>Calls a shell, or any tool, with one argument.</summary>
    public static Message Call(string tool, string argument, string value) =>
        new(Role.Assistant, [new ToolCallPart(new ToolCall("call_1", tool, new System.Text.Json.Nodes.JsonObject { [argument] = value }.ToJsonString()))]);

    public static ExampleTable Table(IWholeStage stage, IReadOnlyList<Example> examples, IReadOnlyList<Example>? rejected = null, string? workplace = null) =>
        Table([stage], examples, rejected, workplace);

    public static ExampleTable Table(IReadOnlyList<IWholeStage> stages, IReadOnlyList<Example> examples, IReadOnlyList<Example>? rejected = null, string? workplace = null)
    {
        var byId = examples.Concat(rejected ?? []).ToDictionary(e => e.Id, StringComparer.Ordinal);
        var sketches = stages.SelectMany(s => s.Sketches).DistinctBy(s => s.Name, StringComparer.Ordinal).ToList();
        return new ExampleTable([.. examples.Select(Row)], row => byId[row.Id]) { Rejected = [.. (rejected ?? []).Select(Row)], Workplace = workplace };

        ExampleRow Row(Example example)
        {
            var row = new ExampleRow
            {
                Id = example.Id,
                Group = example.Group,
                Source = example.Source,
                Test = example.Test,
                Content = SHA256.HashData(ExampleJson.ToContent(example, out _)),
            };
            foreach (var sketch in sketches)
            {
                row.Add(sketch, sketch.Of(example));
            }

            return row;
        }
    }

    /// <summary>As the pipeline runs a stage.</summary>
    public static StageLog Run(IWholeStage stage, ExampleTable table)
    {
        var log = new StageLog(stage.Name);
        log.Came(table.Rows.Count);
        stage.Run(table, log, CancellationToken.None);
        table.Close();
        log.Went(table.Rows.Count);
        return log;
    }
}
