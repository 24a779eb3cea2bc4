namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>What came of one parser.</summary>
/// <param name="Target">The parser.</param>
/// <param name="Inputs">How many inputs it was given.</param>
/// <param name="Violations">The inputs that it did not stand; at most ten are kept.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record FuzzOutcome(
    string Target, long Inputs, IReadOnlyList<FuzzViolation> Violations, TimeSpan Duration);
