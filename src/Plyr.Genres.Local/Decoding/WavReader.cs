using System.Buffers.Binary;

namespace Plyr.Genres.Local.Decoding;

/// <summary>Reads the samples of a WAV stream: PCM or floating point, in one or two channels.</summary>
/// <remarks>
/// A truncated file ends with its last byte. A length of 0 or 4 GiB means that the writer did not know the length.
/// </remarks>
internal sealed class WavReader
{
    private const int ChunkHeaderLength = 8;

    // A file of more is left to ffmpeg, which can be stopped.
    private const int MaxChunks = 1000;
    private const long UnknownLength = uint.MaxValue;

    // A multiple of every frame length: 1, 2, 3, 4, 6, 8 and 16 bytes.
    private readonly byte[] _buffer = new byte[48 * 1024];
    private readonly Stream _stream;
    private readonly WavFormat _format;
    private long _left;

    private WavReader(Stream stream, WavFormat format, long length)
    {
        _stream = stream;
        _format = format;
        _left = length is 0 or UnknownLength ? long.MaxValue : length;
    }

    /// <summary>Gets the sample rate, in hertz.</summary>
    public int SampleRate => _format.SampleRate;

    /// <summary>Gets the number of channels: 1 or 2.</summary>
    public int Channels => _format.Channels;

    /// <summary>Opens a WAV stream.</summary>
    /// <param name="stream">The stream, at its beginning.</param>
    /// <returns>The reader; null when the stream is not a WAV file, or has samples in another format.</returns>
    /// <exception cref="GenreClassificationException">The model does not support the audio.</exception>
    public static WavReader? TryOpen(Stream stream)
    {
        Span<byte> header = stackalloc byte[12];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            return null;
        if (!header.StartsWith("RIFF"u8) || !header.EndsWith("WAVE"u8))
            return null;

        WavFormat? format = null;
        var chunk = header[..ChunkHeaderLength];
        for (var chunks = 0; chunks < MaxChunks; chunks++)
        {
            if (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length)
                return null;
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
                return format is null ? null : new WavReader(stream, format, length);

            var padded = length + (length % 2);
            if (chunk.StartsWith("fmt "u8) && format is null)
            {
                format = WavFormat.TryRead(stream, length, out var read);
                if (format is null)
                    return null;
                padded -= read;
            }

            Skip(stream, padded);
        }

        return null;
    }

    /// <summary>Reads samples from -1 to 1; two channels are interleaved.</summary>
    /// <param name="samples">Receives the samples.</param>
    /// <returns>The number of samples in each channel; 0 at the end.</returns>
    public int Read(Span<float> samples)
    {
        var frames = Math.Min(samples.Length / Channels, _buffer.Length / _format.FrameLength);
        var wanted = (int)Math.Min(frames * _format.FrameLength, _left);
        var length = _stream.ReadAtLeast(_buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
        _left -= length;
        frames = length / _format.FrameLength;
        _format.Convert(_buffer.AsSpan(0, frames * _format.FrameLength), samples);
        return frames;
    }

    private static void Skip(Stream stream, long length)
    {
        if (stream.CanSeek)
        {
            stream.Seek(length, SeekOrigin.Current);
            return;
        }

        Span<byte> skipped = stackalloc byte[1024];
        while (length > 0 && stream.Read(skipped[..(int)Math.Min(skipped.Length, length)]) is > 0 and var read)
            length -= read;
    }
}
