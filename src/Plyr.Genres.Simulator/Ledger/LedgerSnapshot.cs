namespace Plyr.Genres.Simulator;

/// <summary>A snapshot of the ledger.</summary>
public sealed record LedgerSnapshot
{
    /// <summary>Gets the runs that would have been paid, in the order of their start.</summary>
    public required IReadOnlyList<PaidRun> PaidRuns { get; init; }

    /// <summary>Gets the cost of these runs in US dollars.</summary>
    public decimal Cost => PaidRuns.Sum(run => run.Cost);

    /// <summary>Gets the number of runs of Cog's API, which cost nothing.</summary>
    public required int CogRuns { get; init; }

    /// <summary>Gets the number of requests to create a prediction, with either API, including rejected ones.</summary>
    public required int Creates { get; init; }

    /// <summary>Gets the number of requests for a prediction.</summary>
    public required int Polls { get; init; }

    /// <summary>Gets the number of requests to cancel a prediction.</summary>
    public required int Cancels { get; init; }

    /// <summary>Gets the number of requests for an output.</summary>
    public required int Downloads { get; init; }

    /// <summary>Gets the number of requests to upload a file, including rejected ones.</summary>
    public required int Uploads { get; init; }

    /// <summary>Gets the number of requests to delete an uploaded file.</summary>
    public required int Deletes { get; init; }

    /// <summary>Gets the number of requests for each method and path.</summary>
    public required IReadOnlyDictionary<string, int> Requests { get; init; }

    /// <summary>Gets the requests that sent a token to the second origin.</summary>
    public required IReadOnlyList<TokenLeak> TokenLeaks { get; init; }

    /// <summary>Gets the number of requests without an answer so far.</summary>
    public required int RequestsInFlight { get; init; }

    /// <summary>Gets the number of runs in progress, with either API.</summary>
    public required int RunsInFlight { get; init; }
}
