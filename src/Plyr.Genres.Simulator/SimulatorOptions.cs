namespace Plyr.Genres.Simulator;

/// <summary>How the simulator behaves. All of it is fixed when it starts; what should go wrong later is scripted with faults.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The version of the model that is known when no other is set.</summary>
    public const string DefaultVersion = "1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1";

    /// <summary>The port of the API on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of the second origin, where outputs and recordings are; 0 takes a free one.</summary>
    public int FilePort { get; init; }

    /// <summary>The only token that is accepted. Without it any is, but one has to be sent.</summary>
    public string? Token { get; init; }

    /// <summary>The version of the model that exists; every other one is answered with 422.</summary>
    public string Version { get; init; } = DefaultVersion;

    /// <summary>How long a run takes once it has started.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long the model takes to boot when it is cold: at first, and after <see cref="IdleAfter"/> without a run.</summary>
    public TimeSpan ColdStart { get; init; }

    /// <summary>How long the model stays warm after the last run.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long outputs are kept.</summary>
    public TimeSpan OutputExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a create that waited answers as recorded ones did: with the output, but still <c>processing</c> and without metrics.</summary>
    public bool SyncAnswersProcessing { get; init; }

    /// <summary>How many predictions may be created per minute, with as many at once; without it there is no limit.</summary>
    public int? CreatesPerMinute { get; init; }

    /// <summary>How a 429 of <see cref="CreatesPerMinute"/> says when to come back.</summary>
    public RetryHints RetryHints { get; init; } = RetryHints.Header | RetryHints.Body;

    /// <summary>Whether the account can pay; where it can't, creating is answered with 402.</summary>
    public Billing Billing { get; init; }

    /// <summary>How many runs the self-hosted face works on at once; one more is answered with 409.</summary>
    public int CogSlots { get; init; } = 1;

    /// <summary>The clock of runs, deadlines, expiry and limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The clock of what faults delay and slow down; without it <see cref="TimeProvider"/>.</summary>
    public TimeProvider? FaultTime { get; init; }

    /// <summary>Where the simulator logs to; without it nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
