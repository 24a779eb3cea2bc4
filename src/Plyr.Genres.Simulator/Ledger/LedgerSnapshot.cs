namespace Plyr.Genres.Simulator;

/// <summary>The ledger at one moment.</summary>
public sealed record LedgerSnapshot
{
    /// <summary>The runs that would have been paid, in the order in which they started.</summary>
    public required IReadOnlyList<PaidRun> PaidRuns { get; init; }

    /// <summary>What they would have cost together, in dollars.</summary>
    public decimal Cost => PaidRuns.Sum(run => run.Cost);

    /// <summary>The runs of Cog's API, which cost nothing.</summary>
    public required int CogRuns { get; init; }

    /// <summary>Requests to create a prediction, with either API and whatever their answer.</summary>
    public required int Creates { get; init; }

    /// <summary>Requests for a prediction.</summary>
    public required int Polls { get; init; }

    /// <summary>Requests to cancel a prediction.</summary>
    public required int Cancels { get; init; }

    /// <summary>Requests for an output.</summary>
    public required int Downloads { get; init; }

    /// <summary>Requests to upload a file, whatever their answer.</summary>
    public required int Uploads { get; init; }

    /// <summary>Requests to delete an uploaded file.</summary>
    public required int Deletes { get; init; }

    /// <summary>How often each method and path was requested.</summary>
    public required IReadOnlyDictionary<string, int> Requests { get; init; }

    /// <summary>Requests that sent a token to the second origin.</summary>
    public required IReadOnlyList<TokenLeak> TokenLeaks { get; init; }

    /// <summary>Requests that have not been answered yet.</summary>
    public required int RequestsInFlight { get; init; }

    /// <summary>Runs that the model works on, with either API.</summary>
    public required int RunsInFlight { get; init; }
}
