using System.Globalization;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Represents the log-mel spectrum of a frame.</summary>
internal sealed record LogMelVector(string Signal, int Frame, float[] Bands);

/// <summary>Represents samples of a resampled signal, as the bits of 32-bit floats.</summary>
internal sealed record ResamplerVector(int Rate, int Inputs, int Outputs, int[] Indices, int[] Bits);

/// <summary>Reads the reference vectors, whose files specify their form and their origin.</summary>
internal static class Vectors
{
    public static IEnumerable<LogMelVector> LogMel => Lines("log-mel.txt")
        .Select(words => new LogMelVector(words[0], Integer(words[1]), [.. words[2..].Select(Number)]));

    public static IEnumerable<ResamplerVector> Resampler => Lines("resampler.txt").Select(words => new ResamplerVector(
        Integer(words[0]),
        Integer(words[1]),
        Integer(words[2]),
        [.. words.Skip(3).Chunk(2).Select(pair => Integer(pair[0]))],
        [.. words.Skip(3).Chunk(2).Select(pair => Hexadecimal(pair[1]))]));

    private static IEnumerable<string[]> Lines(string name)
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                yield return line.Split(' ');
        }
    }

    private static int Integer(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static int Hexadecimal(string word) =>
        int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static float Number(string word) => float.Parse(word, CultureInfo.InvariantCulture);
}
