namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>Reads one input. Documented exceptions are caught here; whatever else comes out is a violation.</summary>
internal delegate void FuzzAction(ReadOnlySpan<byte> input);

/// <summary>A parser that meets bytes from outside.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Create">Makes the action; each worker has its own.</param>
/// <param name="Seeds">Inputs as they come in good times, of at most 4 kB each; one may be a whole answer of the
/// model.</param>
internal sealed record FuzzTarget(string Name, Func<FuzzAction> Create, params byte[][] Seeds)
{
    /// <summary>
    /// Of how many inputs one is tried; more than 1 for what is slow because it goes through the whole client.
    /// </summary>
    public int Share { get; init; } = 1;

    /// <summary>
    /// The most memory that an input may take besides 1 KiB for each of its bytes. An exception inside a parser takes
    /// some kB, and a
    /// damaged text of some bytes may cost one.
    /// </summary>
    public long Memory { get; init; } = 256 * 1024;

    public override string ToString() => Name;
}
