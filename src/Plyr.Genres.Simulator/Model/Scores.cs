using System.Buffers.Binary;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Computes the scores of a recording from its hash, with the same result on every machine. They are similar to the
/// model's: most are near zero, and a few, mostly of one genre, are high.
/// </summary>
internal static class Scores
{
    /// <param name="audioHash">The SHA-256 of the audio.</param>
    public static float[] Of(ReadOnlySpan<byte> audioHash)
    {
        var random = new SplitMix64(BinaryPrimitives.ReadUInt64BigEndian(audioHash));
        var scores = new float[GenreLabels.All.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (float)NearZero(ref random);

        var anchor = random.Next(scores.Length);
        var top = 0.35 + (0.55 * random.NextDouble());
        var high = 5 + random.Next(6);
        for (var rank = 0; rank < high; rank++)
        {
            // Labels are grouped by genre, so the neighbours of a label are mostly of its genre.
            var label = anchor;
            if (rank > 0)
                label = rank < high - 2 ? Near(anchor, ref random) : random.Next(scores.Length);
            var score = top / (1 + (rank * (0.3 + (0.7 * random.NextDouble()))));
            scores[label] = Math.Max(scores[label], (float)score);
        }

        return scores;
    }

    private static double NearZero(ref SplitMix64 random)
    {
        var number = random.NextDouble();
        var cube = number * number * number;
        return 1e-6 + (0.03 * cube * cube * number);
    }

    private static int Near(int anchor, ref SplitMix64 random) =>
        Math.Clamp(anchor - 12 + random.Next(25), 0, GenreLabels.All.Count - 1);
}
