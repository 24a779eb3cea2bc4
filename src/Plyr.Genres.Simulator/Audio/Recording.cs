using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Generates recordings: a chord of three plucked notes over soft noise, which differs for every name. They are WAV,
/// 16 kHz, mono, 16 bits, and computed with integers, so that a name has the same bytes on every machine.
/// </summary>
internal static class Recording
{
    private const int SampleRate = 16_000;
    private const int HeaderSize = 44;
    private const int Notes = 3;

    // A pentatonic scale over two octaves, in hundredths of a hertz: any three of its notes are a chord.
    private static ReadOnlySpan<int> Scale =>
        [22000, 24694, 27718, 32963, 36999, 44000, 49388, 55437, 65926, 73999];

    /// <param name="name">Any text.</param>
    /// <param name="seconds">The length.</param>
    public static byte[] Make(string name, double seconds)
    {
        var samples = (int)(seconds * SampleRate);
        var file = new byte[HeaderSize + (2 * samples)];
        WriteHeader(file, 2 * samples);

        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        var random = new SplitMix64(BinaryPrimitives.ReadUInt64BigEndian(seed));
        Span<uint> steps = stackalloc uint[Notes];
        Span<uint> phases = stackalloc uint[Notes];
        foreach (ref var step in steps)
            step = (uint)(((ulong)Scale[random.Next(Scale.Length)] << 32) / (100 * SampleRate));
        var beat = SampleRate / 4 * (1 + random.Next(4));

        var sound = file.AsSpan(HeaderSize);
        for (var i = 0; i < samples; i++)
        {
            var sum = 0;
            for (var note = 0; note < Notes; note++)
                sum += Triangle(phases[note] += steps[note]);
            var loudness = beat - (i % beat);
            var noise = (int)(random.Next() >> 56) - 128;
            var sample = ((long)sum * loudness / beat / Notes / 2) + noise;
            BinaryPrimitives.WriteInt16LittleEndian(sound[(2 * i)..], (short)sample);
        }

        return file;
    }

    /// <summary>Rises from -32768 to 32767 and falls back while the phase passes through its range.</summary>
    private static int Triangle(uint phase)
    {
        var rise = (int)(phase >> 15);
        return (rise < 65536 ? rise : 131071 - rise) - 32768;
    }

    private static void WriteHeader(Span<byte> file, int dataSize)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], HeaderSize - 8 + dataSize);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], 2 * SampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], dataSize);
    }
}
