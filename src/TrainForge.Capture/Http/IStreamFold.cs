using System.Text.Json.Nodes;

namespace TrainForge.Capture.Http;

/// <summary>
/// Folds the events of a streamed answer into the body the same service would have sent without streaming, so that
/// one reader understands both.
/// </summary>
internal interface IStreamFold
{
    /// <param name="data">Of one event.</param>
    /// <param name="notes">Is told what the event brought.</param>
    void Add(JsonObject data, PieceNotes notes);

    /// <summary>What has arrived so far, whole or not; null when nothing has.</summary>
    JsonObject? Fold();
}
