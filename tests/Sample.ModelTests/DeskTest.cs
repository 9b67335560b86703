using Microsoft.Extensions.AI;
using Sample.ModelTests.Desk;
using TrainForge.Capture;

namespace Sample.ModelTests;

/// <summary>
/// What the tests below share. The one line that TrainForge asks for is <c>WithTrainForge()</c>, around the client that speaks to the
/// model: from then on every test leaves its model calls, its tools and its outcome behind, and 'dotnet test' makes a dataset of them.
/// </summary>
public abstract class DeskTest : IDisposable
{
    protected DeskTest()
    {
        Model = new RuleModel().WithTrainForge();
        Desk = new OrderDesk();
        Assistant = new Assistant(Model, Desk);
    }

    protected IChatClient Model { get; }

    protected OrderDesk Desk { get; }

    protected Assistant Assistant { get; }

    public void Dispose()
    {
        Model.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<string> Say(string text) => Assistant.SayAsync(text, TestContext.Current.CancellationToken);
}
