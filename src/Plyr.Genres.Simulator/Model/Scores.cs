using System.Buffers.Binary;

namespace Plyr.Genres.Simulator;

/// <summary>
/// The scores of a recording. They depend on its bytes alone and have the shape of the model's: most labels near zero, a few high ones,
/// those mostly of one genre. Only additions, multiplications and divisions, which every machine rounds alike.
/// </summary>
internal static class Scores
{
    /// <param name="audioHash">The SHA-256 of the audio.</param>
    public static float[] Of(ReadOnlySpan<byte> audioHash)
    {
        var random = new SplitMix64(BinaryPrimitives.ReadUInt64BigEndian(audioHash));
        var scores = new float[Taxonomy.Labels.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (float)NearZero(ref random);

        var anchor = random.Next(scores.Length);
        var top = 0.35 + (0.55 * random.NextDouble());
        var high = 5 + random.Next(6);
        for (var rank = 0; rank < high; rank++)
        {
            // The list is grouped by genre, so neighbours of a label are mostly of its genre.
            var label = rank == 0 ? anchor : rank < high - 2 ? Near(anchor, scores.Length, ref random) : random.Next(scores.Length);
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

    private static int Near(int anchor, int count, ref SplitMix64 random) => Math.Clamp(anchor - 12 + random.Next(25), 0, count - 1);
}
