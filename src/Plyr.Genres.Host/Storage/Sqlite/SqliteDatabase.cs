using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Opens connections to a database file, and serializes the writers of this process.</summary>
/// <remarks>
/// SQLite allows one writer. Writers of this process wait without blocking a thread; for writers of other processes,
/// SQLite waits up to 30 seconds. Each write takes the lock first (BEGIN IMMEDIATE), because a transaction that reads
/// before it writes would fail if another one wrote in between.
/// </remarks>
/// <param name="path">The path of the file.</param>
/// <param name="isRepeatable">
/// Whether writes can be repeated. Then they don't wait for the disk, and a power failure may lose the last ones but
/// does not corrupt the database.
/// </param>
internal sealed class SqliteDatabase(string path, bool isRepeatable = false) : IDisposable
{
    private const int LockTimeoutSeconds = 30;
    private const int CannotOpen = 14;

    private readonly SemaphoreSlim _writer = new(1);
    private readonly SqliteSharedWrites _shared = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<SqliteCommand>> _prepared = [];
    private readonly SqliteLog _log = new(path);
    private readonly string _connectionString = ConnectionStringFor(path);

    // Without foreign keys, which reads don't need, opening a connection executes one command less.
    private readonly string _readingConnectionString = ConnectionStringFor(path, foreignKeys: null);

    /// <summary>Returns the connection string, also for the job store, which uses the same file.</summary>
    public static string ConnectionStringFor(string path) => ConnectionStringFor(path, foreignKeys: true);

    public SqliteConnection Open() => Open(_connectionString);

    /// <summary>Opens a connection for reading.</summary>
    public SqliteConnection OpenToRead() => Open(_readingConnectionString);

    /// <summary>Reads one row by its id, with a command that stays prepared for the next call.</summary>
    /// <param name="sql">A constant statement with the parameter <c>$id</c>.</param>
    /// <param name="id">The value of the parameter.</param>
    /// <param name="read">Executes the command, and disposes its reader.</param>
    /// <remarks>Parsing the statement takes longer than reading the row.</remarks>
    public T ReadById<T>(string sql, long id, Func<SqliteCommand, T> read)
    {
        var idle = _prepared.GetOrAdd(sql, _ => []);
        if (!idle.TryTake(out var command))
            command = OpenToRead().Command(sql, ("$id", id));
        try
        {
            ThrowIfMoved(command.Connection!);
            command.Parameters[0].Value = id;
            var result = read(command);
            idle.Add(command);
            return result;
        }
        catch
        {
            command.Connection!.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file, and creates it if it does not exist.</summary>
    public SqliteConnection Create()
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        return Open(builder.ToString());
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction, which is rolled back if it throws. Repeatable writes share
    /// transactions.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        if (isRepeatable)
            return await WriteSharedAsync(work, cancellationToken);
        await _writer.WaitAsync(cancellationToken);
        try
        {
            return Write(work, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        foreach (var command in _prepared.Values.SelectMany(idle => idle))
            command.Connection!.Dispose();
        foreach (var connectionString in (string[])[_connectionString, _readingConnectionString])
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private async Task<T> WriteSharedAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var write = _shared.Add(work, cancellationToken);
        await _writer.WaitAsync(CancellationToken.None);
        try
        {
            while (!write.IsCompleted)
                _shared.Run(RunTransaction);
        }
        finally
        {
            _writer.Release();
        }

        return await write;

        void RunTransaction(Action<SqliteConnection> works) => Write(
            connection =>
            {
                works(connection);
                return true;
            },
            CancellationToken.None);
    }

    private T Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        using var connection = Open();

        // SQLite retries sooner than the driver, which waits 150 ms, and so competes with other processes.
        connection.Execute($"PRAGMA busy_timeout = {LockTimeoutSeconds * 1000}");
        if (isRepeatable)
            connection.Execute("PRAGMA synchronous = NORMAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection);
        SqliteSummaries.Update(connection);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        _log.TruncateIfLong(connection);
        return result;
    }

    private static string ConnectionStringFor(string path, bool? foreignKeys) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = foreignKeys,
            DefaultTimeout = LockTimeoutSeconds,
        }.ToString();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            ThrowIfMoved(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Throws if the open file is no longer the file at the path of the database.</summary>
    /// <remarks>A pooled connection would otherwise read and write a deleted file.</remarks>
    private static void ThrowIfMoved(SqliteConnection connection)
    {
        const int HasMovedOperation = 20, MainDatabase = 0;
        var moved = 0;
        _ = FileControl(connection.Handle!, MainDatabase, HasMovedOperation, ref moved);
        if (moved != 0)
        {
            throw new SqliteException(
                "The database file was deleted or replaced while it was in use. Restart the host.", CannotOpen);
        }
    }

    // The driver has no method for this.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(SQLitePCL.sqlite3 database, nint name, int operation, ref int result);
}
