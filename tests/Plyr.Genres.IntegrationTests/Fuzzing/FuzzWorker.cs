using System.Collections.Concurrent;
using System.Diagnostics;
using Plyr.Genres.IntegrationTests.Secrets;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>One thread that tries inputs, block after block.</summary>
internal sealed class FuzzWorker(
    FuzzTarget target, int seed, long inputs, Func<long> nextBlock, ConcurrentQueue<FuzzViolation> violations)
{
    private const long MemoryPerByte = 1024;
    private const int MostViolations = 10;

    private readonly FuzzAction _action = target.Create();
    private Thread? _thread;
    private long _start;
    private long _input = -1;

    public void Start()
    {
        // A background thread, so that an input that never ends does not keep the process.
        _thread = new Thread(Work) { IsBackground = true, Name = target.Name };
        _thread.Start();
    }

    public bool Join(TimeSpan patience) => _thread!.Join(patience);

    /// <summary>The input that has taken longer than this, or -1.</summary>
    public long InputLongerThan(TimeSpan patience)
    {
        var input = Volatile.Read(ref _input);
        return input >= 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _start)) > patience ? input : -1;
    }

    private void Work()
    {
        SecretWatch.IgnoreThread();
        for (
            var block = nextBlock(); block * FuzzInputs.BlockSize < inputs && violations.Count < MostViolations; block =
                nextBlock())
            FuzzInputs.Enumerate(target, seed, block, inputs, Try);
        Volatile.Write(ref _input, -1);
    }

    private void Try(long input, ReadOnlySpan<byte> bytes)
    {
        Volatile.Write(ref _start, Stopwatch.GetTimestamp());
        Volatile.Write(ref _input, input);
        var limit = (bytes.Length * MemoryPerByte) + target.Memory;
        try
        {
            // Once more, because the first call also allocates what the parser keeps for good.
            if (Measure(bytes) > limit && Measure(bytes) is var allocated && allocated > limit)
                violations.Enqueue(
                    new FuzzViolation(target.Name, input, bytes.ToArray(), $"it took {allocated} bytes of memory"));
        }
        catch (Exception exception)
        {
            violations.Enqueue(new FuzzViolation(target.Name, input, bytes.ToArray(), exception.ToString()));
        }
    }

    private long Measure(ReadOnlySpan<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _action(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
