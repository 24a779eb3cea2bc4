using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Plyr.Genres.Simulator;

/// <summary>A prediction on its way through the states. Each transition happens once, whoever comes first.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing to free, and a cancel may come at any time later.")]
internal sealed class Prediction(ModelInput input, DateTimeOffset createdAt, DateTimeOffset? deadline)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PredictionState _state = new(PredictionStatus.Starting);

    public string Id { get; } = RandomNumberGenerator.GetString(Alphabet, 26);

    /// <summary>The secret part of the output's address.</summary>
    public string OutputKey { get; } = RandomNumberGenerator.GetString(Alphabet, 44);

    public ModelInput Input => input;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? Deadline => deadline;

    public PredictionState State => _state;

    public Task Finished => _finished.Task;

    /// <summary>Ends the run when the prediction has been cancelled or its deadline has passed.</summary>
    public CancellationToken Stopping => _stop.Token;

    public bool TryStart(DateTimeOffset now) =>
        Change(state => state.Status == PredictionStatus.Starting ? state with { Status = PredictionStatus.Processing, StartedAt = now } : state);

    public bool TrySucceed(ModelOutput output, DateTimeOffset now) =>
        Change(state => state.IsFinal ? state : state with { Status = PredictionStatus.Succeeded, CompletedAt = now, Output = output });

    public bool TryFail(string error, DateTimeOffset now) =>
        Change(state => state.IsFinal ? state : state with { Status = PredictionStatus.Failed, CompletedAt = now, Error = error });

    /// <summary>The user cancels.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (Change(state => state.IsFinal ? state : state with { Status = PredictionStatus.Canceled, CompletedAt = now }))
            _stop.Cancel();
    }

    /// <summary>The deadline passes: what runs is canceled, what has not started is aborted.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (Change(state => state.IsFinal ? state : state with { Status = Ended(state), CompletedAt = now }))
            _stop.Cancel();
    }

    private static PredictionStatus Ended(PredictionState state) =>
        state.Status == PredictionStatus.Processing ? PredictionStatus.Canceled : PredictionStatus.Aborted;

    private bool Change(Func<PredictionState, PredictionState> transition)
    {
        lock (_lock)
        {
            var next = transition(_state);
            if (ReferenceEquals(next, _state))
                return false;
            _state = next;
        }

        if (_state.IsFinal)
            _finished.TrySetResult();
        return true;
    }
}
