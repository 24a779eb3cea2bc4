using System.Data.Common;
using Quartz;

namespace Plyr.Genres.Host.Storage;

/// <summary>What the database said: the job store wraps it in exceptions of its own.</summary>
internal static class DatabaseFailure
{
    /// <summary>The database's error in an exception, or null when it is none of the database.</summary>
    public static DbException? In(Exception exception) => exception switch
    {
        DbException failure => failure,
        SchedulerException { InnerException: { } inner } => In(inner),
        _ => null,
    };
}
