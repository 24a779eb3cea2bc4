using System.Buffers;

namespace Plyr.Genres;

/// <summary>A response body in a pooled buffer, read up to a limit so that an endless one can't fill the memory.</summary>
internal sealed class BoundedBody : IDisposable
{
    private const int FirstSize = 32 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    private BoundedBody()
    {
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether the body is longer than the limit; then <see cref="Bytes"/> is only its beginning.</summary>
    public bool IsTooLong { get; private set; }

    public static async Task<BoundedBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var body = new BoundedBody();
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            while (true)
            {
                var read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return body;
                body._length += read;
                if (body._length > limit)
                {
                    body.IsTooLong = true;
                    return body;
                }

                if (body._length == body._buffer.Length)
                    body.Grow();
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // What the decoders of gzip and brotli throw at bytes that are neither: the body is broken, as by a connection that breaks.
            body.Dispose();
            throw new IOException("The body can't be decompressed.", exception);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = _buffer;
        (_buffer, _length) = ([], 0);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
