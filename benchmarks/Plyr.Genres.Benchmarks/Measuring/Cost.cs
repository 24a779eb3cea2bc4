namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>The cost of an operation.</summary>
/// <param name="Nanoseconds">The minimum time of all rounds.</param>
/// <param name="Bytes">The minimum of allocated bytes of all rounds.</param>
internal readonly record struct Cost(double Nanoseconds, double Bytes)
{
    public static Cost operator -(Cost left, Cost right) =>
        new(left.Nanoseconds - right.Nanoseconds, left.Bytes - right.Bytes);

    /// <summary>Returns the time as a multiple of another operation's.</summary>
    public double TimesOf(Cost other) => Nanoseconds / other.Nanoseconds;
}
