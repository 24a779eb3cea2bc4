using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// One job per track and file, so that a classification is queued once however often it is asked for.
/// </summary>
internal static class ClassificationJobKey
{
    public const string Group = "classification";

    public static JobKey For(long trackId, string fileId) => new($"{trackId}:{fileId}", Group);
}
