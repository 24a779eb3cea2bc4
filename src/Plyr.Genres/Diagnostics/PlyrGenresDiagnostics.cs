namespace Plyr.Genres;

/// <summary>Provides the names of the meter, the activity source and what they report. The names are stable.</summary>
public static class PlyrGenresDiagnostics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Plyr.Genres";

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Plyr.Genres";

    /// <summary>Counter, <c>{run}</c>: runs of the model, by outcome and origin.</summary>
    public const string Runs = "plyr.genres.runs";

    /// <summary>Histogram, <c>s</c>, buckets from 0.5 to 600: time of a run with its upload, tagged as runs.</summary>
    public const string RunDuration = "plyr.genres.run.duration";

    /// <summary>Counter, <c>s</c>: time that is billed, where it is known, with <see cref="OriginTag"/>.</summary>
    public const string BilledTime = "plyr.genres.billed_time";

    /// <summary>
    /// Counter, <c>{USD}</c>: estimated cost, with <see cref="OriginTag"/>: the billed time times
    /// <see cref="ReplicateOptions.CostPerSecond"/>, or <see cref="ReplicateOptions.CostPerRun"/> where the time is not
    /// known. A failed run counts with its billed time.
    /// </summary>
    public const string Cost = "plyr.genres.cost";

    /// <summary>Counter, <c>{answer}</c>: requests answered from fresh predictions.</summary>
    public const string StoredAnswers = "plyr.genres.stored_answers";

    /// <summary>Counter, <c>{caller}</c>: callers that joined a run under way.</summary>
    public const string JoinedCallers = "plyr.genres.joined_callers";

    /// <summary>Counter, <c>{write}</c>: answers not stored because the track changed during the run.</summary>
    public const string RefusedWrites = "plyr.genres.refused_writes";

    /// <summary>Counter, <c>{tag}</c>: tags added to tracks.</summary>
    public const string TagsAdded = "plyr.genres.tags_added";

    /// <summary>
    /// Metric and span tag: how a run or call ended, in snake_case. On a metric: <c>classified</c>, <c>empty</c>, the
    /// failure such as <c>rate_limited</c>, or <c>abandoned</c> when the container was disposed. On a span: the status
    /// (<c>already_fresh</c>, <c>superseded</c>, ...) or the failure, <c>not_asked</c>, <c>waited</c> for the run of
    /// another process, <c>abandoned</c> when the caller left, or <c>threw</c> when the store threw. On the span of a
    /// backfill: its end, such as <c>finished</c> or <c>stopped</c>.
    /// </summary>
    public const string OutcomeTag = "plyr.genres.outcome";

    /// <summary>Metric and span tag: what started it: <c>on_demand</c>, <c>upload</c> or <c>backfill</c>.</summary>
    public const string OriginTag = "plyr.genres.origin";

    /// <summary>Span tag: the track. Never on a metric.</summary>
    public const string TrackIdTag = "plyr.genres.track_id";

    /// <summary>Span tag: the prediction's id.</summary>
    public const string PredictionIdTag = "plyr.genres.prediction_id";

    /// <summary>The span of a run, of kind client: its own trace, linked to the call that started it.</summary>
    public const string RunActivity = "plyr.genres.run";

    /// <summary>The span of <c>TrackGenres.RecommendTagsAsync</c> and of <c>RecommendTagsWithoutRunAsync</c>.</summary>
    public const string RecommendActivity = "plyr.genres.recommend_tags";

    /// <summary>The span of <c>TrackGenres.ClassifyAsync</c>.</summary>
    public const string ClassifyActivity = "plyr.genres.classify";

    /// <summary>The span of <c>TrackGenres.ForgetAsync</c>.</summary>
    public const string ForgetActivity = "plyr.genres.forget";

    /// <summary>The span of <c>TrackGenres.RenormalizeAsync</c>.</summary>
    public const string RenormalizeActivity = "plyr.genres.renormalize";

    /// <summary>The span of <c>TrackGenres.RemoveAutoTagsAsync</c>.</summary>
    public const string RemoveAutoTagsActivity = "plyr.genres.remove_auto_tags";

    /// <summary>The span of <c>GenreBackfill.RunAsync</c>.</summary>
    public const string BackfillActivity = "plyr.genres.backfill";

    /// <summary>The span of <c>GenreAudit.RunAsync</c>.</summary>
    public const string AuditActivity = "plyr.genres.audit";
}
