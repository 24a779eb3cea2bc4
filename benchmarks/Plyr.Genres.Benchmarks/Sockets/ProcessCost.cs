namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// The minimum cost of an operation in this process: CPU of all threads, and allocated bytes.
/// </summary>
internal readonly record struct ProcessCost(double Microseconds, double Bytes)
{
    public static readonly ProcessCost Most = new(double.MaxValue, double.MaxValue);

    public static async Task<ProcessCost> MeasureAsync(Func<Task> operation, int count)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var used = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
            await operation();
        return new ProcessCost(
            (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / count,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
    }

    public ProcessCost Least(ProcessCost other) =>
        new(Math.Min(Microseconds, other.Microseconds), Math.Min(Bytes, other.Bytes));
}
