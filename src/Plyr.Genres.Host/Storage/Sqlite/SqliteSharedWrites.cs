using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>
/// Combines waiting writes in one transaction, which takes most of the time of a small write. Only a write that throws
/// is rolled back.
/// </summary>
internal sealed class SqliteSharedWrites
{
    private const int MaxPerTransaction = 100;

    private readonly ConcurrentQueue<Write> _waiting = new();

    /// <summary>Adds a write. It runs when a waiting caller calls <see cref="Run"/>.</summary>
    public Task<T> Add<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var write = new Write<T>(work, cancellationToken);
        _waiting.Enqueue(write);
        return write.Completion;
    }

    /// <summary>Runs the next writes in one transaction. Only one thread may call it at a time.</summary>
    /// <param name="inTransaction">Runs its argument in a transaction.</param>
    public void Run(Action<Action<SqliteConnection>> inTransaction)
    {
        var writes = new List<Write>();
        while (writes.Count < MaxPerTransaction && _waiting.TryDequeue(out var write))
            writes.Add(write);
        try
        {
            inTransaction(connection => writes.ForEach(write => write.Run(connection)));
            writes.ForEach(write => write.Complete());
        }
        catch (Exception exception)
        {
            writes.ForEach(write => write.Fail(exception));
        }
    }

    private abstract class Write
    {
        public abstract void Run(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) : Write
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;
        private Exception? _exception;

        public Task<T> Completion => _completion.Task;

        public override void Run(SqliteConnection connection)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _exception = new OperationCanceledException(cancellationToken);
                return;
            }

            connection.Execute("SAVEPOINT shared_write");
            try
            {
                _result = work(connection);
            }
            catch (Exception exception)
            {
                _exception = exception;
                connection.Execute("ROLLBACK TO shared_write");
            }

            connection.Execute("RELEASE shared_write");
        }

        public override void Complete()
        {
            if (_exception is { } exception)
                Fail(exception);
            else
                _completion.SetResult(_result);
        }

        public override void Fail(Exception exception) => _completion.SetException(exception);
    }
}
