namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Represents a stream that can't seek and gives a few bytes at a time, like a pipe.</summary>
internal sealed class PipeStream(byte[] content, int step) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, step)]);
}
