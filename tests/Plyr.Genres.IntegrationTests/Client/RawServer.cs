using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>A server that answers each connection with raw bytes, whatever it receives.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _received = [];
    private readonly Task _accepting;

    /// <param name="answer">Writes the answer to one connection.</param>
    public RawServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _accepting = AcceptAsync(answer);
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The first bytes of each connection.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    public async ValueTask DisposeAsync()
    {
        // In this order: a listener that is stopped between two accepts throws at the next one.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> answer)
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token), answer);
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> answer)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var buffer = new byte[4096];
            var read = await stream.ReadAsync(buffer, _end.Token);
            lock (_received)
                _received.Add(Encoding.Latin1.GetString(buffer, 0, read));
            await answer(stream, _end.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client closed the connection, or the test has ended.
        }
    }
}
