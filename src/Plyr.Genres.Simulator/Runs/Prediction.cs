using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Plyr.Genres.Simulator;

/// <summary>Represents a prediction and its state. Each transition happens once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancel may come after the end, and the source has no timer.")]
internal sealed class Prediction(ModelInput input, DateTimeOffset createdAt, DateTimeOffset? deadline)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PredictionState _state = new(PredictionStatus.Starting);

    public string Id { get; } = RandomNumberGenerator.GetString(Alphabet, 26);

    /// <summary>Gets the secret part of the output's address.</summary>
    public string OutputKey { get; } = RandomNumberGenerator.GetString(Alphabet, 44);

    public ModelInput Input => input;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? Deadline => deadline;

    public PredictionState State => _state;

    public Task Finished => _finished.Task;

    /// <summary>Gets or sets the run; a completed task before it starts.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>Gets the token that is canceled with the prediction, or at its deadline.</summary>
    public CancellationToken Stopping => _stop.Token;

    public bool TryStart(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_state.Status != PredictionStatus.Starting)
                return false;
            _state = new PredictionState(PredictionStatus.Processing, StartedAt: now);
            return true;
        }
    }

    public void TrySucceed(ModelOutput output, DateTimeOffset now) =>
        TryEnd(state => state with { Status = PredictionStatus.Succeeded, CompletedAt = now, Output = output });

    public void TryFail(string error, DateTimeOffset now) =>
        TryEnd(state => state with { Status = PredictionStatus.Failed, CompletedAt = now, Error = error });

    /// <summary>Cancels the prediction for its user.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (TryEnd(state => state with { Status = PredictionStatus.Canceled, CompletedAt = now }))
            _stop.Cancel();
    }

    /// <summary>Ends the prediction at its deadline: canceled if it has started, otherwise aborted.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (TryEnd(state => state with { Status = Expired(state), CompletedAt = now }))
            _stop.Cancel();
    }

    private static PredictionStatus Expired(PredictionState state) =>
        state.Status == PredictionStatus.Processing ? PredictionStatus.Canceled : PredictionStatus.Aborted;

    private bool TryEnd(Func<PredictionState, PredictionState> end)
    {
        lock (_lock)
        {
            if (_state.IsFinal)
                return false;
            _state = end(_state);
        }

        _finished.TrySetResult();
        return true;
    }
}
