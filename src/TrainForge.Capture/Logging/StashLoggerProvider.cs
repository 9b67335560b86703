using Microsoft.Extensions.Logging;
using TrainForge.Stashes;

namespace TrainForge.Capture;

/// <summary>
/// Writes what is logged during a test into the stash of that test: <c>session.log</c>, and <c>session_model.log</c> for the
/// categories that speak for a model. One provider serves every test, however many run at once; outside of tests it is silent.
/// </summary>
public sealed class StashLoggerProvider : ILoggerProvider
{
    private readonly Func<string, bool> _isModel;

    public StashLoggerProvider()
        : this(IsModelCategory)
    {
    }

    /// <param name="isModelCategory">Which categories go into <c>session_model.log</c> instead of <c>session.log</c>.</param>
    public StashLoggerProvider(Func<string, bool> isModelCategory)
    {
        ArgumentNullException.ThrowIfNull(isModelCategory);
        _isModel = isModelCategory;
    }

    public ILogger CreateLogger(string categoryName) => new StashLogger(categoryName, _isModel(categoryName));

    public void Dispose()
    {
    }

    private static bool IsModelCategory(string category) =>
        category.Equals("model", StringComparison.OrdinalIgnoreCase)
        || category.EndsWith(".Model", StringComparison.OrdinalIgnoreCase)
        || category.StartsWith("Microsoft.Extensions.AI.", StringComparison.Ordinal);

    private sealed class StashLogger(string category, bool isModel) : ILogger
    {
        // Scopes are told by whoever prints; the stash's own test is the scope here.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && Stash.Current.IsRecording;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.None || Stash.Current is not { IsRecording: true } stash)
            {
                return;
            }

            // The formatter is the user's and may throw; every other provider would let that through, and so the test would see it.
            var message = formatter(state, exception);
            stash.WriteLog(isModel ? StashPaths.ModelLog : StashPaths.SessionLog, logLevel, category, exception is null ? message : $"{message}\n{exception}");
        }
    }
}
