namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>
/// The inputs of a parser, in blocks that do not depend on each other, so that any worker makes the same ones.
/// </summary>
internal static class FuzzInputs
{
    public const int BlockSize = 1000;

    internal delegate void Take(long input, ReadOnlySpan<byte> bytes);

    /// <summary>Makes the inputs of one block.</summary>
    public static void Enumerate(FuzzTarget target, int seed, long block, long inputs, Take take)
    {
        var random = new Random(SeedOf(seed, target.Name, block));
        var mutator = new Mutator(target.Seeds);
        var end = Math.Min(inputs, (block + 1) * BlockSize);
        for (var input = block * BlockSize; input < end; input++)
            take(input, mutator.Make(random));
    }

    /// <summary>Makes one input again.</summary>
    public static byte[] Make(FuzzTarget target, int seed, long input)
    {
        byte[] made = [];
        Enumerate(
            target,
            seed,
            input / BlockSize,
            input + 1,
            (number, bytes) => made = number == input ? bytes.ToArray() : made);
        return made;
    }

    private static int SeedOf(int seed, string name, long block)
    {
        // FNV-1a: the hash codes of the runtime differ from process to process.
        var hash = 2166136261u;
        foreach (var part in $"{seed}/{name}/{block}")
            hash = (hash ^ part) * 16777619u;
        return (int)hash;
    }
}
