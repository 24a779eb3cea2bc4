namespace Plyr.Genres.Host.Jobs;

/// <summary>Provides the log messages of the jobs.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Debug, "Track {TrackId} queued for classification.", EventName = nameof(Queued))]
    public static partial void Queued(ILogger logger, long trackId);

    [LoggerMessage(2, LogLevel.Debug, "Track {TrackId} was already queued.", EventName = nameof(AlreadyQueued))]
    public static partial void AlreadyQueued(ILogger logger, long trackId);

    [LoggerMessage(
        3,
        LogLevel.Information,
        "Track {TrackId} processed ({Status}): {Added} tags added.",
        EventName = nameof(Settled))]
    public static partial void Settled(ILogger logger, long trackId, ClassificationStatus status, int added);

    [LoggerMessage(
        4,
        LogLevel.Information,
        "Track {TrackId} skipped: it was deleted or its audio was replaced.",
        EventName = nameof(Superseded))]
    public static partial void Superseded(ILogger logger, long trackId);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "Track {TrackId} failed in attempt {Attempt} ({Failure}). It will be retried.",
        EventName = nameof(Retrying))]
    public static partial void Retrying(ILogger logger, long trackId, GenreClassificationFailure? failure, int attempt);

    [LoggerMessage(
        6,
        LogLevel.Warning,
        "Track {TrackId} postponed ({Failure}). It will be retried in {Wait}, as the service requested.",
        EventName = nameof(Waiting))]
    public static partial void Waiting(
        ILogger logger, long trackId, GenreClassificationFailure? failure, TimeSpan wait);

    [LoggerMessage(
        7,
        LogLevel.Error,
        "Track {TrackId} not classified after attempt {Attempt} ({Failure}). The next backfill retries it.",
        EventName = nameof(GivenUp))]
    public static partial void GivenUp(ILogger logger, long trackId, GenreClassificationFailure? failure, int attempt);

    [LoggerMessage(
        8,
        LogLevel.Warning,
        "Track {TrackId} taken over from a process that was killed.",
        EventName = nameof(TakenOver))]
    public static partial void TakenOver(ILogger logger, long trackId);

    [LoggerMessage(
        9,
        LogLevel.Information,
        "Track {TrackId} skipped: its classification is no longer due.",
        EventName = nameof(NotDue))]
    public static partial void NotDue(ILogger logger, long trackId);

    [LoggerMessage(
        10,
        LogLevel.Information,
        "Track {TrackId} skipped: classification is disabled. The track stays due.",
        EventName = nameof(SwitchedOff))]
    public static partial void SwitchedOff(ILogger logger, long trackId);

    [LoggerMessage(
        11,
        LogLevel.Error,
        "Track {TrackId} can't be classified ({Failure}). The failure was recorded; only backfill --retry-failures "
        + "retries it.",
        EventName = nameof(Recorded))]
    public static partial void Recorded(ILogger logger, long trackId, GenreClassificationFailure? failure);

    [LoggerMessage(
        13,
        LogLevel.Warning,
        "The reason why track {TrackId} waits could not be stored.",
        EventName = nameof(ReasonNotStored))]
    public static partial void ReasonNotStored(ILogger logger, Exception exception, long trackId);
}
