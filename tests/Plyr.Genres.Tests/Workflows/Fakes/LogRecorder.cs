using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string? Name, string Text)> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _logged = new();

    public IReadOnlyCollection<(LogLevel Level, string? Name, string Text)> Entries => _entries;

    /// <summary>Completes when an entry of that name is there.</summary>
    public Task WhenLoggedAsync(string name) => Logged(name).Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((logLevel, eventId.Name, formatter(state, exception)));
        if (eventId.Name is { } name)
            Logged(name).TrySetResult();
    }

    public void Dispose()
    {
    }

    private TaskCompletionSource Logged(string name) =>
        _logged.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
