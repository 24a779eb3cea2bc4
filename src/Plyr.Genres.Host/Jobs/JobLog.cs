namespace Plyr.Genres.Host.Jobs;

/// <summary>What the jobs log.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Debug, "Track {TrackId} is queued for classification.", EventName = nameof(Queued))]
    public static partial void Queued(ILogger logger, long trackId);

    [LoggerMessage(2, LogLevel.Debug, "Track {TrackId} is queued already.", EventName = nameof(AlreadyQueued))]
    public static partial void AlreadyQueued(ILogger logger, long trackId);

    [LoggerMessage(3, LogLevel.Information, "Track {TrackId}: the job is settled ({Status}), {Added} tags "
        + "added.", EventName = nameof(Settled))]
    public static partial void Settled(ILogger logger, long trackId, ClassificationStatus status, int added);

    [LoggerMessage(4, LogLevel.Information, "Track {TrackId}: the job ends, because the track is gone or has other "
        + "audio now.", EventName = nameof(Superseded))]
    public static partial void Superseded(ILogger logger, long trackId);

    [LoggerMessage(5, LogLevel.Warning, "Track {TrackId}: try {Attempt} failed ({Failure}); it is tried "
        + "again.", EventName = nameof(Retrying))]
    public static partial void Retrying(ILogger logger, long trackId, GenreClassificationFailure? failure, int attempt);

    [LoggerMessage(6, LogLevel.Warning, "Track {TrackId}: the service asks to wait ({Failure}); it is tried again in "
        + "{Wait}.", EventName = nameof(Waiting))]
    public static partial void Waiting(
        ILogger logger, long trackId, GenreClassificationFailure? failure, TimeSpan wait);

    [LoggerMessage(7, LogLevel.Error, "Track {TrackId}: given up after try {Attempt} ({Failure}). The next backfill "
        + "tries it again.", EventName = nameof(GivenUp))]
    public static partial void GivenUp(ILogger logger, long trackId, GenreClassificationFailure? failure, int attempt);

    [LoggerMessage(
        11,
        LogLevel.Error,
        "Track {TrackId}: this recording can't be classified ({Failure}), which was recorded. Only backfill "
        + "--retry-failures tries it again.",
        EventName = nameof(Recorded))]
    public static partial void Recorded(ILogger logger, long trackId, GenreClassificationFailure? failure);

    [LoggerMessage(9, LogLevel.Information, "Track {TrackId}: the job ends, because nothing is due any "
        + "more.", EventName = nameof(NotDue))]
    public static partial void NotDue(ILogger logger, long trackId);

    [LoggerMessage(10, LogLevel.Information, "Track {TrackId}: the job ends, because classification is switched off; "
        + "the track stays due.", EventName = nameof(SwitchedOff))]
    public static partial void SwitchedOff(ILogger logger, long trackId);

    [LoggerMessage(13, LogLevel.Warning, "Track {TrackId}: the reason why it waits could not be "
        + "stored.", EventName = nameof(ReasonNotStored))]
    public static partial void ReasonNotStored(ILogger logger, Exception exception, long trackId);

    [LoggerMessage(8, LogLevel.Warning, "Track {TrackId}: its job is taken over from a process that "
        + "died.", EventName = nameof(TakenOver))]
    public static partial void TakenOver(ILogger logger, long trackId);
}
