using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>
/// Looks at everything that leaves the code under test while it is on: log entries with their state, every exception
/// that is thrown
/// with its inner ones and its data, tags of spans and metrics, and what it is shown of answers and console lines.
/// </summary>
internal sealed class SecretWatch : IDisposable
{
    [ThreadStatic]
    private static bool _isLooking;

    private readonly string[] _secrets;
    private readonly ConcurrentQueue<SecretFinding> _findings = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;
    private long _texts;
    private int _found;

    public SecretWatch(params string[] secrets)
    {
        _secrets = secrets;
        Logs = new WatchingLoggerProvider(this);
        AppDomain.CurrentDomain.FirstChanceException += OnException;
        _spans = new ActivityListener
        {
            ShouldListenTo = source => IsOurs(source.Name),
            Sample = Sample,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
                { if (IsOurs(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument); },
        };
        _metrics.SetMeasurementEventCallback<int>(Look);
        _metrics.SetMeasurementEventCallback<long>(Look);
        _metrics.SetMeasurementEventCallback<double>(Look);
        _metrics.SetMeasurementEventCallback<decimal>(Look);
        _metrics.Start();
    }

    /// <summary>A provider for the loggers of every container in the tests.</summary>
    public ILoggerProvider Logs { get; }

    /// <summary>How many texts were looked at.</summary>
    public long Texts => Interlocked.Read(ref _texts);

    /// <summary>In how many of them a secret stood.</summary>
    public int Found => _found;

    /// <summary>
    /// Stops looking at what this thread throws: its memory is measured, and it throws millions of exceptions.
    /// </summary>
    public static void IgnoreThread() => _isLooking = true;

    /// <summary>What was found since the last call.</summary>
    public IReadOnlyList<SecretFinding> Take()
    {
        var taken = new List<SecretFinding>();
        while (_findings.TryDequeue(out var finding))
            taken.Add(finding);
        return taken;
    }

    /// <summary>Looks at one text.</summary>
    /// <param name="kind">What kind of text it is.</param>
    /// <param name="text">The text.</param>
    public void Look(string kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        Interlocked.Increment(ref _texts);
        foreach (var secret in _secrets)
        {
            if (!text.Contains(secret, StringComparison.Ordinal))
                continue;
            Interlocked.Increment(ref _found);
            _findings.Enqueue(new SecretFinding(kind, text.Replace(secret, "<secret>", StringComparison.Ordinal)));
        }
    }

    public void Look(string kind, Exception exception)
    {
        Look(kind, exception.ToString());
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            foreach (DictionaryEntry entry in cause.Data)
                Look($"{kind} data", $"{entry.Key}={entry.Value}");
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= OnException;
        _spans.Dispose();
        _metrics.Dispose();
        Logs.Dispose();
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("Plyr.Genres", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options) =>
        ActivitySamplingResult.AllData;

    private void OnException(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        // An assertion quotes what it looked at, the simulator is the other side, and looking must not look at what it
        // throws itself.
        var isOurs = thrown.Exception is not (AssertionException or MultipleAssertException) && thrown.Exception
            .GetType().Assembly != typeof(ReplicateSimulator).Assembly;
        if (_isLooking || !isOurs)
            return;
        _isLooking = true;
        try
        {
            Look("exception", thrown.Exception);
        }
        finally
        {
            _isLooking = false;
        }
    }

    private void Look(Activity span)
    {
        Look("span", $"{span.DisplayName} {span.StatusDescription}");
        foreach (var (key, value) in span.TagObjects)
            Look("span tag", $"{key}={value}");
        foreach (var occurrence in span.Events)
            Look(
                "span event",
                $"{occurrence.Name} {string.Join(' ', occurrence.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}");
    }

    private void Look<T>(
        Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (key, value) in tags)
            Look("metric tag", $"{key}={value}");
    }
}
