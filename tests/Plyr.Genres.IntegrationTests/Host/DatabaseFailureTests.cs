using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Storage;
using Quartz;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class DatabaseFailureTests
{
    [Test]
    public void An_error_of_the_database_is_found_inside_the_job_stores_own()
    {
        var failure = new SqliteException("disk full", 13);
        Assert.That(DatabaseFailure.In(failure), Is.SameAs(failure));
        Assert.That(DatabaseFailure.In(new JobPersistenceException("store", new SchedulerException("again", failure))), Is.SameAs(failure));
        Assert.That(DatabaseFailure.In(new SchedulerException("nothing of a database")), Is.Null);
        Assert.That(DatabaseFailure.In(new InvalidOperationException("other", failure)), Is.Null);
    }
}
