using System.Net;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Options of the simulator. They are fixed at the start; what goes wrong later is scripted with faults.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>The default of <see cref="Version"/>.</summary>
    public const string DefaultVersion = "1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1";

    /// <summary>
    /// The address to listen on; by default this machine's loopback address. With a wildcard, answers name the
    /// simulator as their client did.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of the API; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of the second origin, which serves outputs and recordings; 0 takes a free one.</summary>
    public int FilePort { get; init; }

    /// <summary>The only token that is accepted. By default any token is, but a request must have one.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Whether the simulator reaches as little of this machine as Replicate does: it fetches no audio from loopback and
    /// private addresses, makes a token where none is set, and has no self-hosted API.
    /// </summary>
    public bool IsRemote { get; init; }

    /// <summary>The version of the model that exists; any other is answered with 422.</summary>
    public string Version { get; init; } = DefaultVersion;

    /// <summary>How long a run takes once it has started.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// How long a cold model takes to boot: at first, and after <see cref="IdleAfter"/> without a run.
    /// </summary>
    public TimeSpan ColdStart { get; init; }

    /// <summary>How long the model stays warm after the last run.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long outputs are kept.</summary>
    public TimeSpan OutputExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long uploaded files are kept.</summary>
    public TimeSpan FileExpiry { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The maximum size of an uploaded file in bytes; a larger one is answered with 413.</summary>
    public long MaxFileSize { get; init; } = 100_000_000;

    /// <summary>
    /// Whether a create that waited answers as recorded ones did: with the output, but still <c>processing</c> and
    /// without metrics.
    /// </summary>
    public bool SyncAnswersProcessing { get; init; }

    /// <summary>How many predictions may be created per minute, in a burst too; by default there is no limit.</summary>
    public int? CreatesPerMinute { get; init; }

    /// <summary>Where a 429 of <see cref="CreatesPerMinute"/> tells when to retry.</summary>
    public RetryHints RetryHints { get; init; } = RetryHints.Header | RetryHints.Body;

    /// <summary>Whether the account can pay; if it can't, a create is answered with 402.</summary>
    public Billing Billing { get; init; }

    /// <summary>How many runs the self-hosted API works on at once; one more is answered with 409.</summary>
    public int CogSlots { get; init; } = 1;

    /// <summary>
    /// The ffprobe program that decides what can be played. Where it is null or not installed, only a recording whose
    /// metadata rules it out is rejected.
    /// </summary>
    public string? Ffprobe { get; init; } = "ffprobe";

    /// <summary>The clock of runs, deadlines, expiry and limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The clock of faults that delay and slow down; by default <see cref="TimeProvider"/>.</summary>
    public TimeProvider? FaultTime { get; init; }

    /// <summary>Where the simulator logs to; by default nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
