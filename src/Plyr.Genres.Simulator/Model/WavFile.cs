using System.Buffers.Binary;

namespace Plyr.Genres.Simulator;

/// <summary>What a WAV file says of itself, and where its samples are.</summary>
internal readonly ref struct WavFile(ReadOnlySpan<byte> format, ReadOnlySpan<byte> samples)
{
    private readonly ReadOnlySpan<byte> _format = format;

    public ReadOnlySpan<byte> Samples { get; } = samples;

    public int Codec => BinaryPrimitives.ReadUInt16LittleEndian(_format);

    public int Channels => BinaryPrimitives.ReadUInt16LittleEndian(_format[2..]);

    public int BytesPerSecond => BinaryPrimitives.ReadInt32LittleEndian(_format[8..]);

    public int BitsPerSample => BinaryPrimitives.ReadUInt16LittleEndian(_format[14..]);

    public double Seconds => (double)Samples.Length / BytesPerSecond;

    /// <summary>Reads the chunks. Lengths that go beyond the file are cut, as decoders do with files that broke off.</summary>
    /// <exception cref="ModelFailure">There is no format or no data in it.</exception>
    public static WavFile Read(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> format = default;
        for (var position = 12; position + 8 <= file.Length;)
        {
            var name = file.Slice(position, 4);
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]), (uint)(file.Length - position - 8));
            var content = file.Slice(position + 8, length);
            if (name.SequenceEqual("fmt "u8))
                format = content;
            else if (name.SequenceEqual("data"u8) && IsUsable(format))
                return new WavFile(format, content);
            position += 8 + length + (length & 1);
        }

        throw IsUsable(format) ? ModelFailure.NoAudioStream() : ModelFailure.NotAudio();
    }

    private static bool IsUsable(ReadOnlySpan<byte> format) =>
        format.Length >= 16 && BinaryPrimitives.ReadInt32LittleEndian(format[8..]) > 0 && BinaryPrimitives.ReadUInt16LittleEndian(format[2..]) > 0;
}
