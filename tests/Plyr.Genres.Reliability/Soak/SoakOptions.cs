using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>How long and how hard a run is.</summary>
internal sealed record SoakOptions
{
    /// <summary>
    /// The seed of everything that is chosen at random. What happens at the same time still meets in another order each
    /// time.
    /// </summary>
    public int Seed { get; init; } = 20260102;

    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(1);

    public int Tracks { get; init; } = 200;

    public int Workers { get; init; } = 50;

    /// <summary>Of how many files one is broken, so that the model refuses it.</summary>
    public int OneBrokenIn { get; init; } = 10;

    /// <summary>Whether processes of the host work on the same tracks, and are killed.</summary>
    public bool KillsProcesses { get; init; } = true;

    /// <summary>What a test plants: another store in front of the real one.</summary>
    public Func<ITrackExtraStore, ITrackExtraStore> Store { get; init; } = store => store;

    /// <summary>What a test plants: other registrations.</summary>
    public Action<IServiceCollection, ReplicateSimulator> Configure { get; init; } = (_, _) => { };
}
