using System.Text.Json.Nodes;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>One vendor's form of a model call over HTTP. Reads leniently: what it does not understand it leaves out, or keeps as it came.</summary>
internal interface IDialect
{
    /// <summary>How a path ends that speaks this dialect.</summary>
    string PathEnd { get; }

    /// <summary>Whether a body of that path is a call: services have other things under the same path.</summary>
    bool IsCall(JsonObject request);

    Interaction Asked(Interaction call, JsonObject request, WireParts parts);

    Interaction Answered(Interaction call, JsonObject response, WireParts parts);

    IStreamFold NewFold();
}
