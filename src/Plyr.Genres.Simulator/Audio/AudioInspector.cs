using System.Collections.Concurrent;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Decides whether the model can classify a recording. The result depends on its bytes and is remembered.
/// </summary>
internal sealed class AudioInspector(SimulatorOptions options) : IDisposable
{
    private const int MostRemembered = 10_000;

    // 32,513 samples at 16 kHz: one sample less makes no patch of 128 frames for the model.
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

    /// <summary>Remembers a result. The simulator knows its own recordings without inspecting them.</summary>
    public void Remember(string sha256, AudioFault fault)
    {
        if (_known.Count < MostRemembered)
            _known[sha256] = fault;
    }

    /// <summary>Returns the fault of a recording that is like any other except for its length.</summary>
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
