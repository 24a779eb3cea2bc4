namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>What one operation costs at best.</summary>
/// <param name="Nanoseconds">Its time, the least of all rounds.</param>
/// <param name="Bytes">What it allocates, the least of all rounds.</param>
internal readonly record struct Cost(double Nanoseconds, double Bytes)
{
    public static Cost operator -(Cost left, Cost right) =>
        new(left.Nanoseconds - right.Nanoseconds, left.Bytes - right.Bytes);

    /// <summary>How many times as long as another operation this takes.</summary>
    public double TimesOf(Cost other) => Nanoseconds / other.Nanoseconds;
}
