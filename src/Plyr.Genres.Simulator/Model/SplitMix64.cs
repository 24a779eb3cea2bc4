namespace Plyr.Genres.Simulator;

/// <summary>
/// Generates pseudorandom numbers. Unlike those of <see cref="Random"/>, they are the same in every version of .NET.
/// </summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.</remarks>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Returns an integer from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Returns a number from 0 to below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1ul << 53));
}
