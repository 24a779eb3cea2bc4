using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Plyr.Genres.Local.Decoding;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Makes WAV files from chunks, well-formed or not.</summary>
internal static class Wav
{
    public const int Pcm = 1;
    public const int Float = 3;
    public const int Extensible = 0xFFFE;

    /// <summary>Returns a file with 32-bit floating-point samples.</summary>
    public static byte[] Of(float[] samples, int rate = 16_000, int channels = 1) =>
        File(Format(Float, channels, rate, 32), Chunk("data", MemoryMarshal.AsBytes(samples.AsSpan())));

    /// <summary>Returns a file with a tone of 16-bit samples.</summary>
    public static byte[] Tone(double seconds, int rate = 16_000, int channels = 1, double frequency = 440)
    {
        var samples = new short[(int)(seconds * rate) * channels];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(9000 * Math.Sin(2 * Math.PI * frequency * (i / channels) / rate));
        return File(Format(Pcm, channels, rate, 16), Chunk("data", MemoryMarshal.AsBytes(samples.AsSpan())));
    }

    /// <summary>Writes a file of silence, of which the file system stores nothing.</summary>
    public static void WriteSilence(string path, int seconds, int rate = 16_000)
    {
        using var file = System.IO.File.Create(path);
        file.Write(File(Format(Pcm, 1, rate, 16), Chunk("data", [], uint.MaxValue)));
        file.SetLength(file.Length + (2L * rate * seconds));
    }

    /// <summary>Returns a file of chunks.</summary>
    public static byte[] File(params byte[][] chunks) =>
        [.. "RIFF"u8, .. Number(4 + chunks.Sum(chunk => chunk.Length)), .. "WAVE"u8, .. chunks.SelectMany(c => c)];

    /// <summary>Returns a chunk, with a byte of padding if its length is odd.</summary>
    public static byte[] Chunk(string id, ReadOnlySpan<byte> content, uint? length = null) =>
    [
        .. Encoding.ASCII.GetBytes(id),
        .. Number(length ?? (uint)content.Length),
        .. content,
        .. new byte[content.Length % 2],
    ];

    /// <summary>Returns a format chunk.</summary>
    public static byte[] Format(
        int tag, int channels, int rate, int bits, int? frameLength = null, params byte[] extension)
    {
        var content = new byte[16 + extension.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(content, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4), rate);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(12), (ushort)(frameLength ?? channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(14), (ushort)bits);
        extension.CopyTo(content, 16);
        return Chunk("fmt ", content);
    }

    /// <summary>Opens a file that the reader takes.</summary>
    public static WavReader Open(byte[] file) =>
        WavReader.TryOpen(new MemoryStream(file)) ?? throw new ArgumentException("The reader does not take this.");

    /// <summary>
    /// Reads a file's samples, those of two channels in turn; null when the reader does not take the file.
    /// </summary>
    public static float[]? Read(byte[] file) => Read(new MemoryStream(file));

    /// <summary>Reads a stream's samples.</summary>
    public static float[]? Read(Stream stream)
    {
        if (WavReader.TryOpen(stream) is not { } reader)
            return null;
        var samples = new List<float>();
        var block = new float[1000 * reader.Channels];
        while (reader.Read(block) is > 0 and var frames)
            samples.AddRange(block[..(frames * reader.Channels)]);
        return [.. samples];
    }

    private static byte[] Number(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }
}
