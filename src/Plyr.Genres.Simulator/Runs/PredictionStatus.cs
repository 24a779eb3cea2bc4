namespace Plyr.Genres.Simulator;

/// <summary>Specifies the status of a prediction.</summary>
internal enum PredictionStatus
{
    Starting,
    Processing,
    Succeeded,
    Failed,
    Canceled,
    Aborted,
}
