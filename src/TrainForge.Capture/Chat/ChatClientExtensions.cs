using Microsoft.Extensions.AI;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Chat;

namespace TrainForge.Capture;

public static class ChatClientExtensions
{
    /// <summary>
    /// Records the calls of this client into the stash of the running test. Outside of tests it does nothing. Put it around the
    /// client that speaks to the model, inside of one that calls tools by itself: then each turn is recorded, not only the last.
    /// A client that records already is returned as it is.
    /// </summary>
    public static IChatClient WithTrainForge(this IChatClient client) => WithTrainForge(client, CaptureHost.Default);

    internal static IChatClient WithTrainForge(this IChatClient client, CaptureHost host) =>
        client is null || !host.Settings.Enabled || Ask<RecordingChatClient>(client) is not null ? client! : new RecordingChatClient(client, host);

    /// <summary>Null also when the client throws: a hand-written fake often does, because nobody asked it before us.</summary>
    internal static T? Ask<T>(IChatClient client)
        where T : class
    {
        try
        {
            return client.GetService(typeof(T)) as T;
        }
        catch (Exception) // the client is the user's, and the question was ours
        {
            return null;
        }
    }
}
