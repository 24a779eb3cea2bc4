namespace Plyr.Genres.Simulator;

/// <summary>
/// Records requests, and runs that would have been paid. <see cref="Read"/> returns a consistent snapshot of all
/// properties.
/// </summary>
public sealed class Ledger
{
    // Replicate's price of one second of CPU, from its billing page.
    private const decimal DollarsPerSecond = 0.000100m;

    private readonly Lock _lock = new();
    private readonly List<Prediction> _started = [];
    private readonly List<TokenLeak> _leaks = [];
    private readonly Dictionary<string, int> _requests = [];
    private readonly Dictionary<FaultStage, int> _stages = [];
    private int _cogRuns;
    private int _requestsInFlight;
    private int _runsInFlight;

    /// <inheritdoc cref="LedgerSnapshot.PaidRuns"/>
    public IReadOnlyList<PaidRun> PaidRuns => Read().PaidRuns;

    /// <inheritdoc cref="LedgerSnapshot.Cost"/>
    public decimal Cost => Read().Cost;

    /// <inheritdoc cref="LedgerSnapshot.CogRuns"/>
    public int CogRuns => Read().CogRuns;

    /// <inheritdoc cref="LedgerSnapshot.Creates"/>
    public int Creates => Read().Creates;

    /// <inheritdoc cref="LedgerSnapshot.Polls"/>
    public int Polls => Read().Polls;

    /// <inheritdoc cref="LedgerSnapshot.Cancels"/>
    public int Cancels => Read().Cancels;

    /// <inheritdoc cref="LedgerSnapshot.Downloads"/>
    public int Downloads => Read().Downloads;

    /// <inheritdoc cref="LedgerSnapshot.Uploads"/>
    public int Uploads => Read().Uploads;

    /// <inheritdoc cref="LedgerSnapshot.Deletes"/>
    public int Deletes => Read().Deletes;

    /// <inheritdoc cref="LedgerSnapshot.Requests"/>
    public IReadOnlyDictionary<string, int> Requests => Read().Requests;

    /// <inheritdoc cref="LedgerSnapshot.TokenLeaks"/>
    public IReadOnlyList<TokenLeak> TokenLeaks => Read().TokenLeaks;

    /// <inheritdoc cref="LedgerSnapshot.RequestsInFlight"/>
    public int RequestsInFlight => Read().RequestsInFlight;

    /// <inheritdoc cref="LedgerSnapshot.RunsInFlight"/>
    public int RunsInFlight => Read().RunsInFlight;

    /// <summary>Returns a snapshot.</summary>
    public LedgerSnapshot Read()
    {
        lock (_lock)
        {
            return new LedgerSnapshot
            {
                PaidRuns = [.. _started.Select(Bill)],
                CogRuns = _cogRuns,
                Creates = _stages.GetValueOrDefault(FaultStage.Create),
                Polls = _stages.GetValueOrDefault(FaultStage.Poll),
                Cancels = _stages.GetValueOrDefault(FaultStage.Cancel),
                Downloads = _stages.GetValueOrDefault(FaultStage.File),
                Uploads = _stages.GetValueOrDefault(FaultStage.Upload),
                Deletes = _stages.GetValueOrDefault(FaultStage.Delete),
                Requests = new Dictionary<string, int>(_requests),
                TokenLeaks = [.. _leaks],
                RequestsInFlight = _requestsInFlight,
                RunsInFlight = _runsInFlight,
            };
        }
    }

    /// <summary>Clears everything except the counters of requests and runs in flight.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _started.Clear();
            _leaks.Clear();
            _requests.Clear();
            _stages.Clear();
            _cogRuns = 0;
        }
    }

    internal void RequestStarted(FaultStage stage, string method, string path)
    {
        lock (_lock)
        {
            _requestsInFlight++;
            _stages[stage] = _stages.GetValueOrDefault(stage) + 1;
            var request = $"{method} {path}";
            _requests[request] = _requests.GetValueOrDefault(request) + 1;
        }
    }

    internal void RequestEnded() => Change(ref _requestsInFlight, -1);

    internal void Leaked(TokenLeak leak)
    {
        lock (_lock)
            _leaks.Add(leak);
    }

    internal void RunStarted(Prediction prediction)
    {
        lock (_lock)
        {
            _started.Add(prediction);
            _runsInFlight++;
        }
    }

    internal void CogRunStarted()
    {
        lock (_lock)
        {
            _cogRuns++;
            _runsInFlight++;
        }
    }

    internal void RunEnded() => Change(ref _runsInFlight, -1);

    private static PaidRun Bill(Prediction prediction)
    {
        var state = prediction.State;
        var input = prediction.Input;
        var seconds = state.PredictTime.TotalSeconds;
        var cost = (decimal)seconds * DollarsPerSecond;
        var status = PredictionJson.Text(state.Status);
        return new PaidRun(prediction.Id, input.Audio ?? "", input.AudioSha256, status, seconds, cost);
    }

    private void Change(ref int counter, int by)
    {
        lock (_lock)
            counter += by;
    }
}
