namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>A large recording that lies nowhere: a short one, repeated up to a size.</summary>
internal sealed class EndlessTone(long size) : ReadOnlyStream
{
    private readonly byte[] _tone = TestAudio.Wav(1);
    private long _position;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var at = (int)(_position % _tone.Length);
        var read = (int)Math.Min(Math.Min(count, _tone.Length - at), size - _position);
        _tone.AsSpan(at, read).CopyTo(buffer.AsSpan(offset));
        _position += read;
        return read;
    }
}
