using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Provides the keys of the jobs. A track and file has one job, so that repeated requests queue one classification.
/// </summary>
internal static class ClassificationJobKey
{
    public const string Group = "classification";

    public static JobKey For(long trackId, string fileId) => new($"{trackId}:{fileId}", Group);
}
