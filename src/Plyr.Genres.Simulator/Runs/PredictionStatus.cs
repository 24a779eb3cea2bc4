namespace Plyr.Genres.Simulator;

/// <summary>The six states of a prediction.</summary>
internal enum PredictionStatus
{
    Starting,
    Processing,
    Succeeded,
    Failed,
    Canceled,
    Aborted,
}
