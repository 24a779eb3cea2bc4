using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>
/// One row of the table of faults: what goes wrong, how it must end, and what may be requested and paid.
/// </summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Expected">The failure, or null for success in spite of it.</param>
/// <param name="PaidRuns">How many runs are paid for.</param>
/// <param name="Faults">The faults.</param>
internal sealed record FaultRow(string Name, GenreClassificationFailure? Expected, int PaidRuns, params Fault[] Faults)
{
    /// <summary>How often a run is requested; null where it depends on the jitter.</summary>
    public int? Creates { get; init; } = 1;

    /// <summary>How often the run's cancel is requested.</summary>
    public int Cancels { get; init; }

    /// <summary>How many labels a success has.</summary>
    public int Labels { get; init; } = 400;

    /// <summary>How many deadlines the client goes by when it waits for the slow part of an answer.</summary>
    public int Deadlines { get; init; }

    /// <summary>Whether the connection was used for another run before.</summary>
    public bool IsUsedConnection { get; init; }

    /// <summary>Settings of the client.</summary>
    public Action<PlyrGenresOptions, ReplicateSimulator>? Configure { get; init; }

    /// <summary>A fault that needs the simulator's addresses.</summary>
    public Func<ReplicateSimulator, Fault>? Placed { get; init; }

    /// <summary>How long the recording is, in seconds.</summary>
    public double? RecordingSeconds { get; init; }

    /// <summary>Creates the audio; by default a recording of the simulator.</summary>
    public Func<AudioSource>? Audio { get; init; }

    /// <summary>How many uploaded files stay at the service, until they expire.</summary>
    public int Files { get; init; }

    public override string ToString() => Name;
}
