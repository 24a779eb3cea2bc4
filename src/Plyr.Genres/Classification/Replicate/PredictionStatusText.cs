namespace Plyr.Genres;

/// <summary>Reads the six states of a prediction.</summary>
internal static class PredictionStatusText
{
    public static PredictionStatus Parse(string? status) => status switch
    {
        "succeeded" => PredictionStatus.Succeeded,
        "failed" => PredictionStatus.Failed,
        "canceled" or "aborted" => PredictionStatus.Canceled,
        _ => PredictionStatus.Pending,
    };
}
