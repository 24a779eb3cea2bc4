using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Plyr.Genres.Local.Decoding;

/// <summary>Represents the format of a WAV file's samples: the content of its <c>fmt </c> chunk.</summary>
internal sealed class WavFormat
{
    private const int PlainLength = 16;
    private const int ExtensibleLength = 40;
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    // The range of libsamplerate: 16 kHz by 256 and times 256.
    private const uint MinSampleRate = 63;
    private const uint MaxSampleRate = 4_096_000;

    private readonly int _tag;
    private readonly int _bits;

    private WavFormat(int tag, int channels, int sampleRate, int bits)
    {
        _tag = tag;
        _bits = bits;
        Channels = channels;
        SampleRate = sampleRate;
    }

    /// <summary>Gets the number of channels: 1 or 2.</summary>
    public int Channels { get; }

    /// <summary>Gets the sample rate, in hertz.</summary>
    public int SampleRate { get; }

    /// <summary>Gets the number of bytes of a frame: one sample of each channel.</summary>
    public int FrameLength => Channels * _bits / 8;

    /// <summary>Reads the format.</summary>
    /// <param name="stream">The stream, at the content of the chunk.</param>
    /// <param name="length">The length of the chunk.</param>
    /// <param name="read">Receives the number of bytes that were read.</param>
    /// <returns>The format; null when the samples are neither PCM nor floating point.</returns>
    /// <exception cref="GenreClassificationException">The model does not support the audio.</exception>
    public static WavFormat? TryRead(Stream stream, long length, out int read)
    {
        Span<byte> content = stackalloc byte[ExtensibleLength];
        content = content[..(int)Math.Min(length, ExtensibleLength)];
        read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (read < content.Length || read < PlainLength)
            return null;

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(content);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(content[2..]);
        var sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        int frameLength = BinaryPrimitives.ReadUInt16LittleEndian(content[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(content[14..]);
        if (tag == Extensible)
            tag = content.Length == ExtensibleLength ? SubFormat(content[24..]) : 0;

        var isKnown = (tag, bits) is (Pcm, 8 or 16 or 24 or 32) or (Float, 32 or 64);
        if (!isKnown || frameLength != channels * bits / 8)
            return null;
        ThrowIfNotTaken(channels, sampleRate);
        return new WavFormat(tag, channels, (int)sampleRate, bits);
    }

    /// <summary>Converts samples to floating point, exactly as ffmpeg does.</summary>
    /// <param name="bytes">Whole samples.</param>
    /// <param name="samples">Receives the samples.</param>
    public void Convert(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (_tag, _bits)
        {
            case (Pcm, 8):
                for (var i = 0; i < bytes.Length; i++)
                    samples[i] = (bytes[i] - 128) / 128f;
                break;
            case (Pcm, 16):
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                for (var i = 0; i < shorts.Length; i++)
                    samples[i] = shorts[i] / 32768f;
                break;
            case (Pcm, 24):
                for (var i = 0; i < bytes.Length; i += 3)
                    samples[i / 3] = (bytes[i] | (bytes[i + 1] << 8) | ((sbyte)bytes[i + 2] << 16)) / 8388608f;
                break;
            case (Pcm, 32):
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                for (var i = 0; i < ints.Length; i++)
                    samples[i] = ints[i] / 2147483648f;
                break;
            case (Float, 32):
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(samples);
                break;
            default:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (var i = 0; i < doubles.Length; i++)
                    samples[i] = (float)doubles[i];
                break;
        }
    }

    private static void ThrowIfNotTaken(int channels, uint sampleRate)
    {
        if (channels is not (1 or 2))
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioRejected,
                $"The audio has {channels} channels, and the model takes one or two. Mix it to stereo.");
        }

        if (sampleRate is < MinSampleRate or > MaxSampleRate)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioRejected,
                $"The audio has a sample rate of {sampleRate} Hz, which can't be converted to 16 kHz. "
                + $"Use one from {MinSampleRate} to {MaxSampleRate} Hz.");
        }
    }

    // The GUID of a sub-format is the tag, followed by constant bytes.
    private static int SubFormat(ReadOnlySpan<byte> guid)
    {
        ReadOnlySpan<byte> rest = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        return guid[2..].SequenceEqual(rest) ? BinaryPrimitives.ReadUInt16LittleEndian(guid) : 0;
    }
}
