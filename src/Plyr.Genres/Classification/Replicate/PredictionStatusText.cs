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

    /// <summary>The state as a log may show it: one that is not known may be long, and hold anything.</summary>
    public static string ForLog(string? status) =>
        status is "starting" or "processing" or "succeeded" or "failed" or "canceled" or "aborted" ? status : "unknown";
}
