namespace Plyr.Genres.Simulator;

/// <summary>The status of a prediction.</summary>
internal enum PredictionStatus
{
    Starting,
    Processing,
    Succeeded,
    Failed,
    Canceled,
    Aborted,
}
