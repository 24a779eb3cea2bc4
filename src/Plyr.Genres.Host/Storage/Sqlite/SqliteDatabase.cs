using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Opens connections to one database file, and lets one writer of this process in at a time.</summary>
/// <remarks>
/// SQLite has one writer. Writers of this process wait for each other without holding a thread; writers of other
/// processes are waited for by SQLite, 30 seconds at most. Every write starts as one (BEGIN IMMEDIATE): a transaction
/// that reads before it writes fails at once when another one wrote in between, whatever the timeout.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="isRepeatable">
/// Whether every write can be done again, so that a power failure may lose the last ones. The database stays intact,
/// and a write does not wait for the disk.
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

    // Reads need no foreign keys, and are spared the command that switches them on with every opening.
    private readonly string _readingConnectionString = ConnectionStringFor(path, foreignKeys: null);

    /// <summary>For the job store too, which uses the same file.</summary>
    public static string ConnectionStringFor(string path) => ConnectionStringFor(path, foreignKeys: true);

    public SqliteConnection Open() => Open(_connectionString);

    /// <summary>Opens a connection that is only read from.</summary>
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
    public SqliteConnection Create() =>
        Open(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
            }.ToString());

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction: all of it, or, when it throws, nothing. Repeatable writes share
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
            {
                _shared.Run(works => Write(connection =>
                {
                    works(connection);
                    return true;
                }, CancellationToken.None));
            }
        }
        finally
        {
            _writer.Release();
        }

        return await write;
    }

    private T Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        using var connection = Open();
        // The driver would look again every 150 ms; SQLite itself looks sooner and so keeps its turn among other
        // processes.
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

    /// <summary>Throws if the path of the database leads to another file than the one that is open.</summary>
    /// <remarks>A connection that stays open would otherwise read and write the deleted file.</remarks>
    private static void ThrowIfMoved(SqliteConnection connection)
    {
        const int HasMovedOperation = 20, MainDatabase = 0;
        var moved = 0;
        _ = FileControl(connection.Handle!, MainDatabase, HasMovedOperation, ref moved);
        if (moved != 0)
            throw new SqliteException(
                "The database file was deleted or replaced while it was in use. Restart the host.", CannotOpen);
    }

    /// <summary>The driver has no method for it.</summary>
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(SQLitePCL.sqlite3 database, nint name, int operation, ref int result);
}
