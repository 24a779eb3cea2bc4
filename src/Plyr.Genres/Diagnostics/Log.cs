using Microsoft.Extensions.Logging;

namespace Plyr.Genres.Diagnostics;

/// <summary>Contains every log entry. An audio URL is logged as host and path only, and a token never.</summary>
internal static partial class Log
{
    // 1 to 19: options and stored data.
    [LoggerMessage(1, LogLevel.Error, "The new options are invalid; the last valid options stay in use. {Problem}")]
    public static partial void OptionsRefused(ILogger logger, string problem);

    [LoggerMessage(2, LogLevel.Warning,
        "Track {TrackId}: '{Key}' in its extra has an unexpected shape and counts as absent.")]
    public static partial void ExtraKeyUnreadable(ILogger logger, TrackId trackId, string key);

    [LoggerMessage(3, LogLevel.Warning, "Track {TrackId}: its extra is not a JSON object and counts as empty.")]
    public static partial void ExtraUnreadable(ILogger logger, TrackId trackId);

    [LoggerMessage(4, LogLevel.Warning,
        "BaseAddress or SelfHosted changed. The service and its token stay in use until the restart.")]
    public static partial void ServiceChangeIgnored(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning,
        "This process runs in invariant globalization mode, where two spellings of an accented name stay two "
        + "names. Install ICU and set InvariantGlobalization to false.")]
    public static partial void NamesNotComposed(ILogger logger);

    // 20 to 39: the Replicate client and the labels.
    [LoggerMessage(20, LogLevel.Debug, "Run of model {Model} requested for {Audio}.")]
    public static partial void RunRequested(ILogger logger, string model, string audio);

    [LoggerMessage(21, LogLevel.Debug, "Prediction {PredictionId} created with status {Status}.")]
    public static partial void PredictionCreated(ILogger logger, string? predictionId, string status);

    [LoggerMessage(22, LogLevel.Debug, "{Request} failed ({Problem}) and is retried in {Delay}.")]
    public static partial void RequestRetried(ILogger logger, string request, string problem, TimeSpan delay);

    [LoggerMessage(23, LogLevel.Warning,
        "Prediction {PredictionId}: {Dropped} of {Total} labels had no score from 0 to 1 and were dropped.")]
    public static partial void LabelsDropped(ILogger logger, string? predictionId, int dropped, int total);

    [LoggerMessage(24, LogLevel.Information, "Prediction {PredictionId} is being canceled: {Reason}.")]
    public static partial void PredictionCanceled(ILogger logger, string predictionId, string reason);

    [LoggerMessage(25, LogLevel.Warning,
        "Prediction {PredictionId} could not be canceled ({Problem}); its own deadline ends it.")]
    public static partial void CancelFailed(ILogger logger, string predictionId, string problem);

    [LoggerMessage(26, LogLevel.Debug, "Prediction {PredictionId}: the billed time is not known ({Problem}).")]
    public static partial void PredictTimeUnknown(ILogger logger, string predictionId, string problem);

    [LoggerMessage(27, LogLevel.Debug, "An abandoned request for a run returned no prediction to cancel ({Problem}).")]
    public static partial void AbandonedCreateFailed(ILogger logger, string problem);

    [LoggerMessage(28, LogLevel.Information, "Uploading {File}: {Percent} % of {Length} bytes sent.")]
    public static partial void UploadProgress(ILogger logger, string file, long percent, long length);

    [LoggerMessage(29, LogLevel.Information, "{File} uploaded as file {FileId}: {Length} bytes.")]
    public static partial void FileUploaded(ILogger logger, string file, string? fileId, long length);

    [LoggerMessage(30, LogLevel.Warning,
        "Uploaded file {FileId} could not be deleted ({Problem}); the service deletes it after a day.")]
    public static partial void FileNotDeleted(ILogger logger, string fileId, string problem);

    // 40 to 59: tracks.
    [LoggerMessage(40, LogLevel.Information,
        "Track {TrackId} classified: {Count} predictions, {Added} tags added, {Removed} removed, prediction "
        + "{PredictionId}.")]
    public static partial void TrackClassified(
        ILogger logger, TrackId trackId, int count, int added, int removed, string? predictionId);

    [LoggerMessage(41, LogLevel.Warning, "Track {TrackId} not classified ({Failure}): {Problem}")]
    public static partial void TrackFailed(
        ILogger logger, TrackId trackId, GenreClassificationFailure failure, string problem);

    [LoggerMessage(42, LogLevel.Information,
        "Track {TrackId}: answer not stored, because the track changed during the run.")]
    public static partial void AnswerRefused(ILogger logger, TrackId trackId);

    [LoggerMessage(43, LogLevel.Information,
        "Track {TrackId}: pending auto-tags settled from stored predictions, {Added} tags added.")]
    public static partial void AutoTagsSettled(ILogger logger, TrackId trackId, int added);

    [LoggerMessage(44, LogLevel.Error,
        "Track {TrackId}: the answer could not be stored. It is kept in memory, and the next call stores it.")]
    public static partial void AnswerNotStored(ILogger logger, Exception exception, TrackId trackId);

    [LoggerMessage(45, LogLevel.Debug,
        "Track {TrackId}: another process claimed the run until {Until}. Waiting for its answer.")]
    public static partial void WaitingForClaim(ILogger logger, TrackId trackId, DateTimeOffset until);

    [LoggerMessage(46, LogLevel.Information, "Track {TrackId}: all genre data removed.")]
    public static partial void TrackForgotten(ILogger logger, TrackId trackId);

    [LoggerMessage(47, LogLevel.Error, "The classifier threw an unexpected exception for {Audio}.")]
    public static partial void ClassifierThrew(ILogger logger, Exception exception, string audio);

    [LoggerMessage(48, LogLevel.Warning,
        "Track {TrackId}: the answer of prediction {PredictionId} was lost, because the container was disposed "
        + "before it was stored. The model will be asked again.")]
    public static partial void AnswerLost(ILogger logger, TrackId trackId, string? predictionId);

    [LoggerMessage(49, LogLevel.Debug,
        "Track {TrackId} renormalized: {Count} predictions, {Added} tags added, {Removed} removed.")]
    public static partial void TrackRenormalized(ILogger logger, TrackId trackId, int count, int added, int removed);

    [LoggerMessage(50, LogLevel.Information, "Track {TrackId}: {Count} auto-tags removed.")]
    public static partial void AutoTagsRemoved(ILogger logger, TrackId trackId, int count);

    // 60 to 79: backfill and audit.
    [LoggerMessage(60, LogLevel.Information,
        "Backfill ended ({End}): {Eligible} tracks, {Asked} passed to the model, {Classified} classified, {Cost} "
        + "dollars.")]
    public static partial void BackfillEnded(
        ILogger logger, string end, long eligible, long asked, long classified, decimal cost);

    [LoggerMessage(61, LogLevel.Error,
        "Track {TrackId}: the store failed. The backfill continues with the next track.")]
    public static partial void BackfillStoreFailed(ILogger logger, Exception exception, TrackId trackId);
}
