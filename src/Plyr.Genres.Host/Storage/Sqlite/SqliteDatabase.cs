using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Opens connections to one database file, and lets one writer of this process in at a time.</summary>
/// <remarks>
/// SQLite has one writer. Writers of this process wait for each other without holding a thread; writers of other processes are
/// waited for by SQLite, 30 seconds at most. Every write starts as one (BEGIN IMMEDIATE): a transaction that has read before it
/// writes fails at once when somebody wrote in between, whatever the timeout.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="isRepeatable">
/// Whether every write can be done again, so that a power failure may lose the last ones. The database stays intact, and a write does not wait
/// for the disk.
/// </param>
internal sealed class SqliteDatabase(string path, bool isRepeatable = false) : IDisposable
{
    private const int LockTimeoutSeconds = 30;
    private readonly SemaphoreSlim _writer = new(1);

    private readonly string _connectionString = ConnectionStringFor(path);

    // Whoever only reads needs no foreign keys, and is spared the command that switches them on with every opening.
    private readonly string _readingConnectionString =
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = LockTimeoutSeconds }.ToString();

    /// <summary>For the job store too, which lives in the same file.</summary>
    public static string ConnectionStringFor(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = LockTimeoutSeconds }.ToString();

    public SqliteConnection Open() => Open(_connectionString);

    /// <summary>Opens a connection that is only read from.</summary>
    public SqliteConnection OpenToRead() => Open(_readingConnectionString);

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/> as one transaction: all of it, or, when it throws, nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            using var connection = Open();
            // The driver would look again every 150 ms; SQLite itself looks sooner and so keeps its turn among other processes.
            connection.Execute($"PRAGMA busy_timeout = {LockTimeoutSeconds * 1000}");
            if (isRepeatable)
                connection.Execute("PRAGMA synchronous = NORMAL");
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = work(connection);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        foreach (var connectionString in (string[])[_connectionString, _readingConnectionString])
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }
}
