using Microsoft.Extensions.Logging;

namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>Shows every log entry and scope to the watch, at every level.</summary>
internal sealed class WatchingLoggerProvider(SecretWatch watch) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new WatchingLogger(watch);

    public void Dispose()
    {
    }

    private sealed class WatchingLogger(SecretWatch watch) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            LookAtState("log scope", state);
            return null;
        }

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            watch.Look("log", formatter(state, exception));
            LookAtState("log state", state);
            if (exception is not null)
                watch.Look("log exception", exception);
        }

        private void LookAtState(string kind, object? state)
        {
            watch.Look(kind, state?.ToString());
            foreach (var (key, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                watch.Look(kind, $"{key}={value}");
        }
    }
}
