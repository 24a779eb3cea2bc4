using System.Runtime.ExceptionServices;
using Plyr.Genres.Classification;

namespace Plyr.Genres.Runs;

/// <summary>Represents how a classification ended, for every caller that shared the run.</summary>
internal sealed record RunOutcome(ClassificationStatus Status)
{
    public GenreClassificationFailure? Failure { get; init; }
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether the failure is recorded for the file, so that a retry would not ask the model.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Gets the prediction of a failed run; null where nothing was run or the id is not known.</summary>
    public string? PredictionId { get; init; }
    public IReadOnlyList<GenrePrediction> Predictions { get; init; } = [];
    public IReadOnlyList<string> AddedTags { get; init; } = [];
    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary>Gets the tags on the track after the write.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets whether the model was asked. If not, a joined caller that ignores more may ask it.</summary>
    public bool WasAsked { get; init; }

    /// <summary>Gets whether pending auto-tags were settled from stored predictions.</summary>
    public bool WasSettled { get; init; }

    /// <summary>Gets whether auto-tags are pending on a track whose stored predictions are served.</summary>
    public bool IsAutoTagPending { get; init; }

    /// <summary>Gets whether the track was forgotten during the run, so that no caller asks again by itself.</summary>
    public bool WasForgotten { get; init; }

    /// <summary>Gets the outcome for a track that was forgotten during the run.</summary>
    public static RunOutcome Forgotten { get; } = new(ClassificationStatus.Superseded) { WasForgotten = true };

    /// <summary>Gets the billed time, where it is known.</summary>
    public TimeSpan? PredictTime { get; init; }

    /// <summary>Gets the estimated cost in dollars.</summary>
    public decimal Cost { get; init; }

    /// <summary>Gets the exception of the store to throw to callers; null when the outcome is stored.</summary>
    public ExceptionDispatchInfo? StoreException { get; init; }

    /// <summary>Creates the outcome for a track whose stored predictions are served.</summary>
    public static RunOutcome Fresh(Track track) => new(ClassificationStatus.AlreadyFresh)
    {
        Predictions = track.Extra.Predictions ?? [],
        Tags = track.Tags,
        IsAutoTagPending = track.Extra.AutoTag,
    };

    /// <summary>Creates the outcome for a recorded failure. An unknown reason counts as rejected audio.</summary>
    public static RunOutcome Recorded(RecordedFailure failure) => new(ClassificationStatus.Failed)
    {
        Failure = FailureKinds.Parse(failure.Reason) ?? GenreClassificationFailure.AudioRejected,
        IsRecorded = true,
    };

    /// <summary>Returns the text for metrics and traces: the status, or the failure of a failed outcome.</summary>
    public string ToText() => Failure?.ToText() ?? Status.ToText();

    public TrackClassification ToClassification() => new()
    {
        Status = Status,
        Failure = Failure,
        ShouldRetry = !WasForgotten
            && !IsRecorded
            && (Status == ClassificationStatus.Superseded || Failure?.IsTemporary() == true),
        RetryAfter = RetryAfter,
        Predictions = Predictions,
        AddedTags = AddedTags,
        RemovedTags = RemovedTags,
    };
}
