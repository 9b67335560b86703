using FsCheck;
using FsCheck.Fluent;
using TrainForge.Conversations;
using TrainForge.Stashes;
using Outcome = TrainForge.Conversations.Outcome;

namespace TrainForge.Tests.Core.Conversations;

/// <summary>Made-up words of every shape the records allow, for round trips.</summary>
internal static class Samples
{
    private static readonly Gen<string> Text = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => Whole(s.Get)),
        Gen.Elements("", "İstanbul ışığı", "a\nb\r\n", "\"quoted\" \\ back", "日本語 😀", "\u0000\u001f\u2028", "</script>&'+"));

    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(string? (t) => t));

    private static readonly Gen<JsonText> Json = Gen.Elements(
        "{}", "null", "[1.0,1e400,12345678901234567890,-0]", "{\"a\":{\"a\":[]},\"a\":\"\\u0041\"}", "\"text\"", "{ \"x\" : [ 1 , 2 ] }").Select(JsonText.Parse);

    private static readonly Gen<DateTimeOffset?> Time = Gen.OneOf(
        Gen.Constant<DateTimeOffset?>(null),
        Gen.Choose(0, int.MaxValue).Select(DateTimeOffset? (n) => DateTimeOffset.UnixEpoch.AddSeconds(n).AddTicks(n % 10_000_001L)));

    private static readonly Gen<Truncation> Cut =
        from what in Text
        from bytes in Gen.Choose(0, int.MaxValue)
        select new Truncation(what, bytes, bytes / 2);

    private static readonly Gen<ContentPart> Leaf = Gen.OneOf(
        Text.Select(ContentPart (t) => new TextPart(t)),
        from t in Text from s in Maybe select (ContentPart)new ReasoningPart(t, s),
        from t in Text from u in Maybe from h in Maybe select (ContentPart)new MediaPart(t, u, h, t.Length),
        from t in Text from c in Maybe select (ContentPart)new ErrorPart(t, c),
        from t in Text from j in Json select (ContentPart)new DecisionPart(t, null, j),
        Json.Select(ContentPart (j) => new UnknownPart(j)));

    private static readonly Gen<ContentPart> Part = Gen.OneOf(
        Leaf,
        from id in Maybe from name in Text from args in Gen.OneOf(Text, Json.Select(j => j.Text)) select (ContentPart)new ToolCallPart(new ToolCall(id, name, args)),
        from id in Maybe from name in Maybe from content in Leaf.ListOf() from bad in Gen.Elements(true, false) select (ContentPart)new ToolResultPart(id, name, content, bad));

    private static readonly Gen<ToolDefinition> Tool = from n in Text from d in Maybe from s in Json select new ToolDefinition(n, d, s);

    public static Gen<Message> Message { get; } =
        from role in Gen.Elements(Enum.GetValues<Role>())
        from parts in Part.ListOf()
        from id in Maybe
        from cuts in Cut.ListOf()
        from time in Time
        from file in Maybe
        select new Message(role, parts)
        {
            Id = id,
            Name = file,
            Truncations = cuts,
            Provenance = file is null ? null : new MessageProvenance { File = file, Time = time, Line = 7, Sha256 = id, Model = file, Generated = id is null },
        };

    public static Gen<Trajectory> Trajectory { get; } =
        from id in Text
        from session in Maybe
        from messages in Message.ListOf()
        from tools in Tool.ListOf()
        from outcome in Gen.Elements(Enum.GetValues<Outcome>())
        from time in Time
        from cuts in Cut.ListOf()
        select new Trajectory
        {
            Id = id,
            Source = "stash",
            SessionId = session,
            TestId = session,
            Group = session,
            Messages = messages,
            Tools = tools,
            Label = session is null ? null : new OutcomeLabel(outcome) { Attempt = 2, Flaky = true, TestId = id, RunId = session },
            Terms = new SourceTerms { Vendor = session, Model = id, License = "MIT", Consent = session },
            Started = time,
            Ended = time,
            Git = session is null ? null : new GitContext { Commit = id, Branch = session, Dirty = false },
            Folder = session,
            Project = session,
            Tags = session is null ? [] : [id, session],
            Preference = session is null ? null : new Preference(id, IsChosen: session.Length % 2 == 0),
            Truncations = cuts,
        };

    public static Gen<Interaction> Interaction { get; } =
        from id in Text
        from request in Message.ListOf()
        from response in Message.ListOf()
        from tools in Tool.ListOf()
        from options in Json
        from model in Maybe
        from ms in Gen.Choose(0, 100_000)
        select new Interaction
        {
            Id = id,
            Sequence = ms,
            Started = DateTimeOffset.UnixEpoch.AddMilliseconds(ms),
            Request = request,
            Response = response,
            Tools = tools,
            Options = options,
            Model = model,
            Provider = model,
            DurationMs = ms / 8.0,
            Updates = model is null ? null : ms,
            Pieces = model is null ? [] : [new StreamPiece(ms / 8.0, StreamPiece.Text, ms), new StreamPiece(ms, StreamPiece.Usage)],
            Usage = model is null ? null : new InteractionUsage { Input = ms, More = options },
            Error = model is null ? null : new InteractionError(model, id),
        };

    // A lone surrogate is no text; writers of UTF-8 replace it, which no round trip can undo.
    private static string Whole(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
