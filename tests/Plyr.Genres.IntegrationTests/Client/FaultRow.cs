using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>One row of the table of faults: what goes wrong, how it must end, and what may be paid.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Expected">The failure, or null for success in spite of it.</param>
/// <param name="PaidRuns">How many runs are paid for.</param>
/// <param name="Faults">The faults.</param>
internal sealed record FaultRow(string Name, GenreClassificationFailure? Expected, int PaidRuns, params Fault[] Faults)
{
    public override string ToString() => Name;
}
