using Microsoft.Data.Sqlite;
using Npgsql;
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
        Assert.That(
            DatabaseFailure.In(new JobPersistenceException("store", new SchedulerException("again", failure))),
            Is.SameAs(failure));
        Assert.That(DatabaseFailure.In(new SchedulerException("nothing of a database")), Is.Null);
        Assert.That(DatabaseFailure.In(new InvalidOperationException("other", failure)), Is.Null);
    }

    [TestCase("23505", false)]
    [TestCase("22001", false)]
    [TestCase("25006", true)]
    [TestCase("3D000", true)]
    [TestCase("42P01", true)]
    [TestCase("53300", true)]
    [TestCase("57P03", true)]
    public void A_database_that_can_not_be_used_is_told_from_a_row_that_it_refuses(string state, bool isUnavailable) =>
        Assert.That(
            StorageFailure.IsDatabaseUnavailable(new PostgresException("", "ERROR", "ERROR", state)),
            Is.EqualTo(isUnavailable));

    [Test]
    public void A_full_disk_is_recognised_wherever_it_is() => Assert.Multiple(() =>
    {
        Assert.That(StorageFailure.IsFull(new IOException("full", StorageFailure.NoSpace)), Is.True);
        Assert.That(StorageFailure.IsFull(new SqliteException("full", 13)), Is.True);
        Assert.That(
            StorageFailure.IsFull(
                new JobPersistenceException("store", new PostgresException("", "ERROR", "ERROR", "53100"))),
            Is.True);
        Assert.That(StorageFailure.IsFull(new IOException("other")), Is.False);
    });
}
