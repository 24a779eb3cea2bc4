using System.Collections.Concurrent;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Determines whether the model can classify a recording, and caches the result by the recording's hash.
/// </summary>
internal sealed class AudioInspector(SimulatorOptions options) : IDisposable
{
    private const int MaxCached = 10_000;

    // 32,513 samples at 16 kHz are the minimum for one patch of 128 frames, the input of the model.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(32_513 / 16_000.0);

    private readonly ConcurrentDictionary<string, AudioFault> _known = new();
    private readonly SemaphoreSlim _processes = new(Environment.ProcessorCount);
    private volatile bool _isFfprobeMissing = options.Ffprobe is null;

    public async Task<AudioFault> InspectAsync(SpooledAudio audio, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(audio.Sha256, out var known))
            return known;
        var fault = await AskFfprobeAsync(audio.Path, cancellationToken) ?? AudioMetadata.Inspect(audio.Path);
        Remember(audio.Sha256, fault);
        return fault;
    }

    /// <summary>Caches a result. For generated recordings, it is known without an inspection.</summary>
    public void Remember(string sha256, AudioFault fault)
    {
        if (_known.Count < MaxCached)
            _known[sha256] = fault;
    }

    /// <summary>Returns the fault of a recording with a given length and no other fault.</summary>
    public static AudioFault FaultOf(TimeSpan length)
    {
        if (length == TimeSpan.Zero)
            return AudioFault.Empty;
        return length < Shortest ? AudioFault.TooShort : AudioFault.None;
    }

    public void Dispose() => _processes.Dispose();

    /// <returns>The result, or null where ffprobe is not installed.</returns>
    private async Task<AudioFault?> AskFfprobeAsync(string path, CancellationToken cancellationToken)
    {
        if (_isFfprobeMissing)
            return null;
        await _processes.WaitAsync(cancellationToken);
        try
        {
            var fault = await Ffprobe.InspectAsync(options.Ffprobe!, path, cancellationToken);
            _isFfprobeMissing |= fault is null;
            return fault;
        }
        finally
        {
            _processes.Release();
        }
    }
}
