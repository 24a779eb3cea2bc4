using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Plyr.Genres.Diagnostics;

/// <summary>Provides the meter and the activity source of one container.</summary>
internal sealed class GenreTelemetry : IDisposable
{
    /// <summary>The outcome of a call whose caller left, or of a run that ended with the container.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>The outcome of a run that waited for another process and then started again.</summary>
    public const string Waited = "waited";

    /// <summary>OpenTelemetry's name for the kind of an error.</summary>
    private const string ErrorType = "error.type";

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
        _runs = meter.CreateCounter<long>(
            PlyrGenresDiagnostics.Runs, "{run}", "Runs of the model, by outcome and origin.");
        _duration = meter.CreateHistogram<double>(
            PlyrGenresDiagnostics.RunDuration,
            "s",
            "Time of a run with its upload.",
            advice: new() { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600] });
        _billedTime = meter.CreateCounter<double>(
            PlyrGenresDiagnostics.BilledTime, "s", "Time that the provider bills.");
        _cost = meter.CreateCounter<double>(PlyrGenresDiagnostics.Cost, "{USD}", "Estimated cost of the runs.");
        _storedAnswers = meter.CreateCounter<long>(
            PlyrGenresDiagnostics.StoredAnswers, "{answer}", "Requests answered from fresh predictions.");
        _joinedCallers = meter.CreateCounter<long>(
            PlyrGenresDiagnostics.JoinedCallers, "{caller}", "Callers that joined a run under way.");
        _refusedWrites = meter.CreateCounter<long>(
            PlyrGenresDiagnostics.RefusedWrites,
            "{write}",
            "Answers not stored because the track changed during the run.");
        _tagsAdded = meter.CreateCounter<long>(PlyrGenresDiagnostics.TagsAdded, "{tag}", "Tags added to tracks.");
    }

    public void Dispose() => _activities.Dispose();

    /// <summary>Runs the body of a public call in a span, which describes what the body throws.</summary>
    public async Task<T> TraceAsync<T>(string name, TrackId? trackId, Func<Activity?, Task<T>> body)
    {
        using var activity = _activities.StartActivity(name);
        if (trackId is { } id)
            activity?.SetTag(PlyrGenresDiagnostics.TrackIdTag, id.ToString());
        return await TraceAsync(activity, body).ConfigureAwait(false);
    }

    /// <summary>Runs the body of a run in a trace of its own, linked to the call that started it.</summary>
    public async Task<T> TraceRunAsync<T>(
        ActivityContext caller, TrackId trackId, string origin, Func<Activity?, Task<T>> body)
    {
        using var activity = _activities.StartActivity(
            PlyrGenresDiagnostics.RunActivity,
            ActivityKind.Client,
            default(ActivityContext),
            links: caller == default ? null : [new ActivityLink(caller)]);
        activity?
            .SetTag(PlyrGenresDiagnostics.TrackIdTag, trackId.ToString())
            .SetTag(PlyrGenresDiagnostics.OriginTag, origin);
        return await TraceAsync(activity, body).ConfigureAwait(false);
    }

    /// <summary>Sets the outcome of a call; an error also sets the status.</summary>
    public static void Describe(Activity? activity, string outcome, string? error = null)
    {
        activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, outcome);
        if (error is not null)
            activity?.SetStatus(ActivityStatusCode.Error).SetTag(ErrorType, error);
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

    private static async Task<T> TraceAsync<T>(Activity? activity, Func<Activity?, Task<T>> body)
    {
        try
        {
            return await body(activity).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Describe(activity, Abandoned);
            throw;
        }
        catch (Exception exception)
        {
            Describe(activity, "threw", exception.GetType().FullName);
            throw;
        }
    }
}
