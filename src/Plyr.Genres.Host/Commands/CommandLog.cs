namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Writes the warnings and errors of the log as one line each. Only <c>--verbose</c> writes stack traces and the
/// messages about each track.
/// </summary>
internal sealed class CommandLog(Action<string> write) : ILoggerProvider, ILogger
{
    private readonly HashSet<GenreClassificationFailure> _written = [];

    /// <summary>Returns a registration that replaces all other log providers.</summary>
    public static Action<IServiceCollection> Only(Action<string> write) => services =>
    {
        services.AddLogging(logging => logging.ClearProviders().AddProvider(new CommandLog(write)));
        services.Configure<LoggerFilterOptions>(options => options.Rules.Clear());
    };

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var values = (state as IReadOnlyList<KeyValuePair<string, object?>> ?? []).ToDictionary();
        var message = formatter(state, exception);

        // The report counts the tracks that failed. A failure of all tracks is written once, without the track.
        if (values.GetValueOrDefault("Failure") is GenreClassificationFailure failure
            && values.ContainsKey("TrackId"))
        {
            if (ExitCodes.Of(failure) is not ExitCodes.Fatal || !IsNew(failure))
                return;
            message = values.GetValueOrDefault("Problem") as string ?? message;
        }

        write(Terminal.Plain(exception is null ? message : $"{message} {exception.Message}"));
    }

    public void Dispose()
    {
        // There is nothing to release.
    }

    private bool IsNew(GenreClassificationFailure failure)
    {
        lock (_written)
            return _written.Add(failure);
    }
}
