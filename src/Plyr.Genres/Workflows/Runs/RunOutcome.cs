namespace Plyr.Genres;

/// <summary>How a run ended, for everybody who shared it.</summary>
internal sealed record RunOutcome(ClassificationStatus Status)
{
    /// <summary>The text of an outcome that was stored before.</summary>
    public const string FreshText = "already_fresh";

    /// <summary>The text where the model would have had to be asked, and was not.</summary>
    public const string NotAskedText = "not_asked";

    public GenreClassificationFailure? Failure { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The prediction of a run that failed; null where nothing was run, or nothing is known of it.</summary>
    public string? PredictionId { get; init; }

    public IReadOnlyList<GenrePrediction> Predictions { get; init; } = [];

    public IReadOnlyList<string> AddedTags { get; init; } = [];

    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary>The tags on the track after the run's write.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the model was asked. If not, somebody who wants more than this run did may ask.</summary>
    public bool WasAsked { get; init; }

    /// <summary>Whether a pending wish for auto-tags was settled from stored predictions.</summary>
    public bool WasSettled { get; init; }

    /// <summary>Whether the track was told to be forgotten while the run was under way, so that nobody is to ask again unbidden.</summary>
    public bool WasForgotten { get; init; }

    /// <summary>The time that was billed, where it is known.</summary>
    public TimeSpan? PredictTime { get; init; }

    /// <summary>The outcome for a track whose stored predictions are served.</summary>
    public static RunOutcome Fresh(Track track) =>
        new(ClassificationStatus.AlreadyFresh) { Predictions = track.Extra.Predictions ?? [], Tags = track.Tags };

    /// <summary>The outcome for a track on which a failure is recorded for its file. A reason that only a newer version knows is one of the audio too.</summary>
    public static RunOutcome Recorded(Track track) =>
        new(ClassificationStatus.Failed) { Failure = FailureReason.Parse(track.Extra.Failure!.Reason) ?? GenreClassificationFailure.AudioRejected };

    /// <summary>The outcome in metrics and traces: the status, or for a failed one its kind, in snake_case.</summary>
    public string ToText() => Status switch
    {
        ClassificationStatus.Classified => "classified",
        ClassificationStatus.AlreadyFresh => FreshText,
        ClassificationStatus.Empty => "empty",
        ClassificationStatus.NoAudio => "no_audio",
        ClassificationStatus.Disabled => "disabled",
        ClassificationStatus.Superseded => "superseded",
        ClassificationStatus.NotFound => "not_found",
        _ => FailureReason.ToText(Failure!.Value),
    };

    public TrackClassification ToClassification() => new()
    {
        Status = Status,
        Failure = Failure,
        ShouldRetry = !WasForgotten && (Status == ClassificationStatus.Superseded || (Failure is { } failure && FailureReason.MayPass(failure))),
        RetryAfter = RetryAfter,
        Predictions = Predictions,
        AddedTags = AddedTags,
        RemovedTags = RemovedTags,
    };
}
