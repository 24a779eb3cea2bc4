using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Plyr.Genres.Host.Costs;

/// <summary>Stores the cost of all runs of this process, as measured by the package's metrics.</summary>
internal sealed class CostRecorder : BackgroundService
{
    private readonly Channel<(DateOnly Day, RunCosts Costs)> _unstored =
        Channel.CreateUnbounded<(DateOnly Day, RunCosts Costs)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly MeterListener _listener = new();
    private readonly ICostLedger _ledger;
    private readonly RunPrice _price;
    private readonly TimeProvider _time;
    private readonly ILogger<CostRecorder> _logger;

    public CostRecorder(
        ICostLedger ledger, RunPrice price, IMeterFactory meters, TimeProvider time, ILogger<CostRecorder> logger)
    {
        _ledger = ledger;
        _price = price;
        _time = time;
        _logger = logger;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Another host in the same process has a different factory.
            if (instrument.Meter.Name == PlyrGenresDiagnostics.MeterName
                && instrument.Meter.Scope == meters
                && instrument.Name is PlyrGenresDiagnostics.Runs or PlyrGenresDiagnostics.Cost)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, runs, tags, _) =>
        {
            if (HasAnswer(tags))
                Add(new RunCosts(runs, 0));
        });
        _listener.SetMeasurementEventCallback<double>((_, dollars, _, _) =>
        {
            if (_price.Dollars is not null)
                Add(new RunCosts(0, (decimal)dollars));
        });
        _listener.Start();
    }

    /// <summary>Returns the total costs and today's costs.</summary>
    public Task<(RunCosts Total, RunCosts Today)> ReadAsync(CancellationToken cancellationToken) =>
        _ledger.ReadAsync(Today(), cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _listener.Dispose();
        _unstored.Writer.TryComplete();

        // The remaining costs are stored before the process ends.
        if (ExecuteTask is { } storing)
            await storing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _unstored.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var days = new Dictionary<DateOnly, RunCosts>();
            while (_unstored.Reader.TryRead(out var added))
                days[added.Day] = days.GetValueOrDefault(added.Day) + added.Costs;
            foreach (var (day, costs) in days)
                await StoreAsync(day, costs);
        }
    }

    private static bool HasAnswer(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: PlyrGenresDiagnostics.OutcomeTag, Value: "classified" or "empty" })
                return true;
        }

        return false;
    }

    private async Task StoreAsync(DateOnly day, RunCosts costs)
    {
        try
        {
            await _ledger.AddAsync(day, costs, CancellationToken.None);
        }
        catch (Exception exception)
        {
            CostLog.NotStored(_logger, exception, costs.Runs, costs.Dollars);
        }
    }

    private void Add(RunCosts costs) => _unstored.Writer.TryWrite((Today(), costs));

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetLocalNow().Date);
}

/// <summary>Provides the log messages of <see cref="CostRecorder"/>.</summary>
internal static partial class CostLog
{
    [LoggerMessage(
        60,
        LogLevel.Error,
        "The cost of {Runs} runs ({Dollars} dollars) could not be stored.",
        EventName = nameof(NotStored))]
    public static partial void NotStored(ILogger logger, Exception exception, long runs, decimal dollars);
}
