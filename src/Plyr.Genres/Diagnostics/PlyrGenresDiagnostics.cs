namespace Plyr.Genres;

/// <summary>The names under which the library reports what it does. They are stable: dashboards are built on them.</summary>
public static class PlyrGenresDiagnostics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Plyr.Genres";

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Plyr.Genres";

    /// <summary>Counter, <c>{run}</c>: runs of the model, with <see cref="OutcomeTag"/> and <see cref="OriginTag"/>.</summary>
    public const string Runs = "plyr.genres.runs";

    /// <summary>Histogram, <c>s</c>, with buckets from half a second to ten minutes: time from the request to the answer, with <see cref="OutcomeTag"/> and <see cref="OriginTag"/>.</summary>
    public const string RunDuration = "plyr.genres.run.duration";

    /// <summary>
    /// Counter, <c>s</c>: time that Replicate bills, where it says so (its <c>metrics.predict_time</c>), with <see cref="OriginTag"/>.
    /// </summary>
    public const string BilledTime = "plyr.genres.billed_time";

    /// <summary>
    /// Counter, <c>{USD}</c>: estimated cost, with <see cref="OriginTag"/>: the billed time times
    /// <see cref="ReplicateOptions.CostPerSecond"/>, or <see cref="ReplicateOptions.CostPerRun"/> where the time is not known. Failed
    /// runs count as free: Replicate does not say whether it bills them.
    /// </summary>
    public const string Cost = "plyr.genres.cost";

    /// <summary>Counter, <c>{answer}</c>: requests answered from fresh predictions.</summary>
    public const string StoredAnswers = "plyr.genres.stored_answers";

    /// <summary>Counter, <c>{caller}</c>: callers who joined a run that was under way.</summary>
    public const string JoinedCallers = "plyr.genres.joined_callers";

    /// <summary>Counter, <c>{write}</c>: answers not stored, because the track was gone, had other audio by then, or was told to be forgotten.</summary>
    public const string RefusedWrites = "plyr.genres.refused_writes";

    /// <summary>Counter, <c>{tag}</c>: tags put on tracks.</summary>
    public const string TagsAdded = "plyr.genres.tags_added";

    /// <summary>
    /// Metric and span tag: how a run or call ended, in snake_case. For a run on a metric it is <c>classified</c>, <c>empty</c>, the kind
    /// of failure such as <c>rate_limited</c>, or <c>abandoned</c> when the container was disposed. A span has the status of what came of
    /// it (<c>already_fresh</c>, <c>superseded</c>, ...), <c>not_asked</c> from <c>RecommendTagsWithoutRunAsync</c>, <c>abandoned</c> when the
    /// caller gave up, or <c>threw</c> when the store did; that of a backfill its end: <c>finished</c>, <c>limit_reached</c>,
    /// <c>canceled</c>, <c>stopped</c>, <c>disabled</c> or <c>store_failed</c>.
    /// </summary>
    public const string OutcomeTag = "plyr.genres.outcome";

    /// <summary>Metric and span tag: the way in: <c>on_demand</c>, <c>upload</c> or <c>backfill</c>.</summary>
    public const string OriginTag = "plyr.genres.origin";

    /// <summary>Span tag: the track. Never on a metric.</summary>
    public const string TrackIdTag = "plyr.genres.track_id";

    /// <summary>Span tag: the prediction's id.</summary>
    public const string PredictionIdTag = "plyr.genres.prediction_id";

    /// <summary>The span of a run, of kind client: a trace of its own, linked to the call that started it, because it outlives that call.</summary>
    public const string RunActivity = "plyr.genres.run";

    /// <summary>The span of <c>TrackGenres.RecommendTagsAsync</c> and of <c>RecommendTagsWithoutRunAsync</c>.</summary>
    public const string RecommendActivity = "plyr.genres.recommend_tags";

    /// <summary>The span of <c>TrackGenres.ClassifyAsync</c>.</summary>
    public const string ClassifyActivity = "plyr.genres.classify";

    /// <summary>The span of <c>TrackGenres.ForgetAsync</c>.</summary>
    public const string ForgetActivity = "plyr.genres.forget";

    /// <summary>The span of <c>GenreBackfill.RunAsync</c>.</summary>
    public const string BackfillActivity = "plyr.genres.backfill";

    /// <summary>The span of <c>GenreAudit.RunAsync</c>.</summary>
    public const string AuditActivity = "plyr.genres.audit";
}
