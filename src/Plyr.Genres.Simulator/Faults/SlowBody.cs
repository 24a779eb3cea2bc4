namespace Plyr.Genres.Simulator;

/// <summary>Represents a request's body that is read at a limited rate.</summary>
internal sealed class SlowBody(Stream body, int bytesPerSecond, TimeProvider time) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Ten pieces per second, at least one byte each.
        var piece = Math.Min(buffer.Length, Math.Max(1, bytesPerSecond / 10));
        var read = await body.ReadAsync(buffer[..piece], cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds((double)read / bytesPerSecond), time, cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
