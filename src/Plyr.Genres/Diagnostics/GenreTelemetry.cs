using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Plyr.Genres;

/// <summary>The meter and the activity source of one container.</summary>
internal sealed class GenreTelemetry : IDisposable
{
    /// <summary>The outcome where the caller gave up, or the container was disposed.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>OpenTelemetry's name for the kind of an error.</summary>
    public const string ErrorType = "error.type";

    private static readonly string? Version = typeof(GenreTelemetry).Assembly.GetName().Version?.ToString(3);

    private readonly ActivitySource _activities = new(PlyrGenresDiagnostics.ActivitySourceName, Version);
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _duration;
    private readonly Counter<double> _billedTime;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _storedAnswers;
    private readonly Counter<long> _joinedCallers;
    private readonly Counter<long> _refusedWrites;
    private readonly Counter<long> _tagsAdded;

    public GenreTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(PlyrGenresDiagnostics.MeterName, Version);
        _runs = meter.CreateCounter<long>(PlyrGenresDiagnostics.Runs, "{run}", "Runs of the model, by outcome and way in.");
        _duration = meter.CreateHistogram<double>(
            PlyrGenresDiagnostics.RunDuration, "s", "Time from the request to the answer.", advice: new() { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600] });
        _billedTime = meter.CreateCounter<double>(PlyrGenresDiagnostics.BilledTime, "s", "Time that the provider bills.");
        _cost = meter.CreateCounter<double>(PlyrGenresDiagnostics.Cost, "{USD}", "Estimated cost of the runs.");
        _storedAnswers = meter.CreateCounter<long>(PlyrGenresDiagnostics.StoredAnswers, "{answer}", "Requests answered from fresh predictions.");
        _joinedCallers = meter.CreateCounter<long>(PlyrGenresDiagnostics.JoinedCallers, "{caller}", "Callers who joined a run that was under way.");
        _refusedWrites = meter.CreateCounter<long>(PlyrGenresDiagnostics.RefusedWrites, "{write}", "Answers not stored, because the track was gone or had other audio.");
        _tagsAdded = meter.CreateCounter<long>(PlyrGenresDiagnostics.TagsAdded, "{tag}", "Tags put on tracks.");
    }

    public void Dispose() => _activities.Dispose();

    /// <summary>The span of a public call.</summary>
    public Activity? StartCall(string name, TrackId? trackId = null) =>
        _activities.HasListeners() && _activities.StartActivity(name) is { } activity
            ? trackId is null ? activity : activity.SetTag(PlyrGenresDiagnostics.TrackIdTag, trackId.ToString())
            : null;

    /// <summary>The span of a run: a trace of its own, linked to the call that started it (rule 24).</summary>
    public Activity? StartRun(ActivityContext caller, TrackId trackId, string origin) => _activities.HasListeners()
        ? _activities.StartActivity(PlyrGenresDiagnostics.RunActivity, ActivityKind.Client, default(ActivityContext), links: caller == default ? null : [new ActivityLink(caller)])?
            .SetTag(PlyrGenresDiagnostics.TrackIdTag, trackId.ToString())
            .SetTag(PlyrGenresDiagnostics.OriginTag, origin)
        : null;

    /// <summary>
    /// Says on the span of a call what it threw; a caller who gave up is no error. Never true, so that it can stand in an exception
    /// filter, which costs nothing where nothing is thrown.
    /// </summary>
    public static bool Threw(Activity? activity, Exception exception)
    {
        if (exception is OperationCanceledException)
            activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, Abandoned);
        else
            activity?.SetStatus(ActivityStatusCode.Error).SetTag(PlyrGenresDiagnostics.OutcomeTag, "threw").SetTag(ErrorType, exception.GetType().FullName);
        return false;
    }

    public void RunEnded(string outcome, string origin, TimeSpan duration, TimeSpan? billed, decimal cost)
    {
        var outcomeTag = KeyValuePair.Create<string, object?>(PlyrGenresDiagnostics.OutcomeTag, outcome);
        var originTag = KeyValuePair.Create<string, object?>(PlyrGenresDiagnostics.OriginTag, origin);
        _runs.Add(1, outcomeTag, originTag);
        _duration.Record(duration.TotalSeconds, outcomeTag, originTag);
        if (billed is { } time)
            _billedTime.Add(time.TotalSeconds, originTag);
        if (cost > 0)
            _cost.Add((double)cost, originTag);
    }

    public void StoredAnswerServed() => _storedAnswers.Add(1);

    public void CallerJoined() => _joinedCallers.Add(1);

    public void WriteRefused() => _refusedWrites.Add(1);

    public void TagsAdded(int count)
    {
        if (count > 0)
            _tagsAdded.Add(count);
    }
}
