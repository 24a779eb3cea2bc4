using Microsoft.Extensions.Logging;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Provides loggers that format every entry without writing it, to measure the cost of logging without a disk.
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
