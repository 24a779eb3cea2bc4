using Microsoft.Extensions.Logging;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Loggers that format every entry and write it nowhere: what an entry costs without what a disk costs.
/// </summary>
internal sealed class FormattingLoggers : ILoggerProvider
{
    private readonly FormattingLogger _logger = new();

    public ILogger CreateLogger(string categoryName) => _logger;

    public void Dispose()
    {
    }

    private sealed class FormattingLogger : ILogger
    {
        private long _written;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Interlocked.Add(ref _written, formatter(state, exception).Length);
    }
}
