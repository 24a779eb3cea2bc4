namespace Plyr.Genres.Simulator;

/// <summary>The state of a prediction at one moment.</summary>
internal sealed record PredictionState(
    PredictionStatus Status,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? CompletedAt = null,
    ModelOutput? Output = null,
    string? Error = null)
{
    public bool IsFinal => Status is not (PredictionStatus.Starting or PredictionStatus.Processing);

    /// <summary>Gets the billed time; zero while the model works.</summary>
    public TimeSpan PredictTime => CompletedAt - StartedAt ?? TimeSpan.Zero;
}
