using System.Diagnostics.Metrics;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Listens to every meter of the process, as an exporter does.</summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private double _sum;

    public MetricsListener()
    {
        _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => _sum += value);
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _sum += value);
        _listener.Start();
    }

    public double Sum => _sum;

    public void Dispose() => _listener.Dispose();
}
