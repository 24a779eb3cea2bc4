using System.Net;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Specifies the options of the simulator. They can't be changed after the start; use faults for failures.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>The default of <see cref="Version"/>.</summary>
    public const string DefaultVersion = "1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1";

    /// <summary>
    /// Gets the address to listen on; by default the loopback address. With a wildcard, URLs in answers have the host
    /// name of the request.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Gets the port of the API; 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>Gets the port of the second origin, for outputs and recordings; 0 selects a free port.</summary>
    public int FilePort { get; init; }

    /// <summary>Gets the only valid token. By default any token is valid, but a request must have one.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// Gets whether the simulator reaches as little of this machine as Replicate does: it doesn't fetch audio from
    /// loopback and private addresses, creates a token if none is set, and has no self-hosted API.
    /// </summary>
    public bool IsRemote { get; init; }

    /// <summary>Gets the existing version of the model; any other is answered with 422.</summary>
    public string Version { get; init; } = DefaultVersion;

    /// <summary>Gets how long a run takes after it has started.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// Gets how long a cold model takes to boot: for the first run, and after <see cref="IdleAfter"/> without a run.
    /// </summary>
    public TimeSpan ColdStart { get; init; }

    /// <summary>Gets how long the model stays warm after the last run.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets how long outputs are kept.</summary>
    public TimeSpan OutputExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets how long uploaded files are kept.</summary>
    public TimeSpan FileExpiry { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Gets the maximum size of an uploaded file in bytes; a larger one is answered with 413.</summary>
    public long MaxFileSize { get; init; } = 100_000_000;

    /// <summary>
    /// Gets whether a create that waited is answered as recorded from Replicate: with the output, but still
    /// <c>processing</c> and without metrics.
    /// </summary>
    public bool SyncAnswersProcessing { get; init; }

    /// <summary>Gets how many predictions may be created per minute, also at once; by default unlimited.</summary>
    public int? CreatesPerMinute { get; init; }

    /// <summary>Gets where a 429 of <see cref="CreatesPerMinute"/> contains the time to retry.</summary>
    public RetryHints RetryHints { get; init; } = RetryHints.Header | RetryHints.Body;

    /// <summary>Gets whether the account can pay; if it can't, a create is answered with 402.</summary>
    public Billing Billing { get; init; }

    /// <summary>Gets the number of concurrent runs of the self-hosted API; one more is answered with 409.</summary>
    public int CogSlots { get; init; } = 1;

    /// <summary>
    /// Gets the ffprobe program that determines what is audio. If it is null or not installed, only a recording whose
    /// metadata is invalid is rejected.
    /// </summary>
    public string? Ffprobe { get; init; } = "ffprobe";

    /// <summary>Gets the clock of runs, deadlines, expiry and limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the clock of faults that delay and slow down; by default <see cref="TimeProvider"/>.</summary>
    public TimeProvider? FaultTime { get; init; }

    /// <summary>Gets the logger factory; by default nothing is logged.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
