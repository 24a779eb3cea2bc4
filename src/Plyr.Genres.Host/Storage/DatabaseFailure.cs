using System.Data.Common;
using Quartz;

namespace Plyr.Genres.Host.Storage;

/// <summary>Finds the database error in an exception, which the job store may wrap.</summary>
internal static class DatabaseFailure
{
    /// <summary>Returns the database error, or null when the exception has another cause.</summary>
    public static DbException? In(Exception exception) => exception switch
    {
        DbException failure => failure,
        SchedulerException { InnerException: { } inner } => In(inner),
        _ => null,
    };
}
