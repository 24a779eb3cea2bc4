using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Plyr.Genres.IntegrationTests.Telemetry;

/// <summary>
/// OpenTelemetry's own SDK, listening as a host sets it up, with exporters that keep everything in memory.
/// </summary>
internal sealed class TelemetryCollector : IDisposable
{
    private readonly Exported<Metric> _metrics = [];
    private readonly Exported<LogRecord> _logs = [];
    private readonly Exported<Activity> _spans = [];
    private readonly MeterProvider _meters;
    private readonly TracerProvider _traces;
    private readonly ActivitySource _host = new("The host");

    public TelemetryCollector()
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .AddMeter(PlyrGenresDiagnostics.MeterName)
            .AddInMemoryExporter(_metrics)
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(PlyrGenresDiagnostics.ActivitySourceName, "System.Net.Http", _host.Name)
            .AddInMemoryExporter(_spans)
            .Build();
    }

    public IEnumerable<LogRecord> Logs => _logs;

    public IEnumerable<Activity> Spans => _spans;

    public IEnumerable<Metric> Metrics
    {
        get
        {
            _meters.ForceFlush();
            return _metrics;
        }
    }

    /// <summary>Adds the logs of a host, down to the most talkative level.</summary>
    public void Add(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        options.AddInMemoryExporter(_logs);
    });

    /// <summary>A request to the host.</summary>
    public Activity StartRequest() => _host.StartActivity("request")!;

    /// <summary>Everything that leaves the process, as text.</summary>
    public IEnumerable<string> Texts()
    {
        foreach (var metric in Metrics)
        {
            yield return $"{metric.Name} {metric.Description} {metric.Unit}";
            foreach (var point in Points(metric))
                yield return point;
        }

        foreach (var span in _spans)
        {
            var events = string.Join(' ', span.Events.Select(item => $"{item.Name} {Join(item.Tags)}"));
            yield return
                $"{span.OperationName} {span.DisplayName} {span.StatusDescription} {Join(span.TagObjects)} {events}";
        }

        foreach (var log in _logs)
            yield return
                $"{log.CategoryName} {log.FormattedMessage} {log.Body} {log.Exception} {Join(log.Attributes!)}";
    }

    /// <summary>The points of a metric as <c>value {tags}</c>.</summary>
    public static IEnumerable<string> Points(Metric metric)
    {
        var points = new List<string>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var value = metric.MetricType switch
            {
                MetricType.LongSum => point.GetSumLong(),
                MetricType.DoubleSum => Math.Round(point.GetSumDouble(), 9),
                _ => (double)point.GetHistogramCount(),
            };
            var tags = new List<string>();
            foreach (var (key, tag) in point.Tags)
                tags.Add($"{key}={tag}");
            points.Add(
                FormattableString.Invariant($"{value} {{{string.Join(", ", tags.Order(StringComparer.Ordinal))}}}"));
        }

        return points;
    }

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
        _host.Dispose();
    }

    private static string Join(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        string.Join(' ', (tags ?? []).Select(tag => $"{tag.Key}={tag.Value}"));
}
