using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// Stands before the runner's sink. Four messages about our own attribute with every test are nobody's business and stop here; where no
/// runner tells us how tests end, the others are heard before they go on.
/// </summary>
internal sealed class RunSink(IMessageSink inner, ResultEar? ear) : IMessageSink
{
    // A dozen messages come with each test, and to ask each for all its interfaces would be felt.
    private readonly Dictionary<Type, bool> _isAboutAttributes = [];

    public bool OnMessage(IMessageSinkMessage message)
    {
        bool isAboutAttribute;
        lock (_isAboutAttributes)
        {
            if (!_isAboutAttributes.TryGetValue(message.GetType(), out isAboutAttribute))
            {
                isAboutAttribute = message is IBeforeTestStarting or IBeforeTestFinished or IAfterTestStarting or IAfterTestFinished;
                _isAboutAttributes.Add(message.GetType(), isAboutAttribute);
            }
        }

        if (isAboutAttribute)
        {
            return IsOfOurs(message) || inner.OnMessage(message);
        }

        try
        {
            ear?.Hear(message);
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Tests.Host, e);
        }

        return inner.OnMessage(message);
    }

    internal static bool IsOfOurs(IMessageSinkMessage message) => nameof(RecordTestsAttribute) == message switch
    {
        IBeforeTestStarting before => before.AttributeName,
        IBeforeTestFinished before => before.AttributeName,
        IAfterTestStarting after => after.AttributeName,
        IAfterTestFinished after => after.AttributeName,
        _ => null,
    };
}
