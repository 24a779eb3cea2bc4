using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>
/// A PostgreSQL of the tests' own: its files in a temporary folder, on a free port of 127.0.0.1. It can be killed and
/// started again.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private const int LogLines = 30;

    // Odd characters, because passwords have them and URLs must escape them.
    private const string Password = "se/cret @f:the%tests";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly ConcurrentQueue<string> _log = [];
    private Process? _process;

    private PostgresServer(string folder, string[] settings)
    {
        _folder = folder;
        _settings = settings;
    }

    public int Port { get; } = FreePort();

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes and starts a server.</summary>
    /// <param name="settings">Settings beside those of all tests, as <c>name=value</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(await PostgresProgram.CreateFolderAsync(), settings);
        try
        {
            var password = Path.Combine(server._folder, "password");
            await File.WriteAllTextAsync(password, Password);
            await PostgresProgram.RunAsync(
                "initdb", "--pgdata", server.DataFolder, "--username", User, "--pwfile", password,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = Password,
        Database = database,
    }.ToString();

    /// <summary>The same as a URL, as <c>DATABASE_URL</c> has it.</summary>
    public string Url(string database) =>
        $"postgres://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/{database}";

    /// <summary>An empty database.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync()
    {
        // Listeners of the whole process tell databases of several servers apart by their names.
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new PostgresDatabase(this, name);
    }

    public async Task StartAgainAsync()
    {
        // Without fsync a crash of the machine could lose data, the death of the server can't: that is all a test does.
        // A deadlock is looked for soon, because the tests cause some.
        string[] settings =
        [
            "fsync=off", "full_page_writes=off", "deadlock_timeout=100ms", "listen_addresses=127.0.0.1",
            "unix_socket_directories=", "max_connections=200", .. _settings,
        ];
        var start = PostgresProgram.Command(
            "postgres",
            ["-D", DataFolder, "-p", $"{Port}", .. settings.SelectMany(setting => new[] { "-c", setting })]);
        start.RedirectStandardError = true;
        var process = _process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync(process);
    }

    /// <summary>Ends the server at once; what was not committed is lost.</summary>
    public void Kill()
    {
        _process?.Kill();
        // Returns when the server's other processes have ended too: they hold its standard error open until then. One
        // that is left would keep the server from starting again.
        _process?.WaitForExit();
    }

    /// <summary>Runs a statement in the database of the server's own.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(User));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            Kill();
            _process.Dispose();
            _process = null;
        }

        // The other processes of a killed server notice its end one by one, and write until then.
        await Eventually.BecomesAsync(
            () => Task.FromResult(TryDeleteFolder()), deleted => deleted, "the server's folder is deleted");
    }

    private async Task WaitUntilReadyAsync(Process process)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException exception)
            {
                if (process.HasExited || limit.IsCancellationRequested)
                    throw new InvalidOperationException(
                        $"PostgreSQL did not start. It says: {string.Join('\n', _log)}", exception);
                await Task.Delay(20);
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Enqueue(line);
        while (_log.Count > LogLines)
            _log.TryDequeue(out _);
    }

    private bool TryDeleteFolder()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// Returns a free port below those that Linux gives to connections and to listeners that ask for any, one of which
    /// could have taken it before the server starts, or starts again.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
