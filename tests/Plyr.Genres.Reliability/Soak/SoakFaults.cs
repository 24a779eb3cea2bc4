using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>What goes wrong at the service: about every tenth request, for all of the run.</summary>
internal sealed class SoakFaults(FaultScript script)
{
    /// <summary>The beginning of the names of files that the model refuses.</summary>
    public const string BrokenFile = "broken";

    private const int Forever = -1;

    private static readonly Fault LostCreate = new()
    {
        Stage = FaultStage.Create,
        Accepted = true,
        Reset = FaultReset.BeforeHeaders,
        Skip = 40,
    };

    private static readonly Fault[] Faults =
    [
        new()
        {
            Stage = FaultStage.Model,
            Path = BrokenFile,
            Times = Forever,
            Error = "AudioLoader: Could not open file, error = Invalid data found when processing input",
        },
        new()
        {
            Stage = FaultStage.Model,
            Times = Forever,
            Every = 30,
            Error = "Prediction interrupted; please retry (code: PA)",
        },
        new()
        {
            Stage = FaultStage.Create,
            Times = Forever,
            Every = 25,
            Status = 429,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
        },
        new() { Stage = FaultStage.Create, Times = Forever, Every = 25, Status = 500 },
        new() { Stage = FaultStage.Create, Times = Forever, Every = 40, Reset = FaultReset.BeforeHeaders },
        new() { Stage = FaultStage.Poll, Times = Forever, Every = 12, Status = 503 },
        new() { Stage = FaultStage.Poll, Times = Forever, Every = 12, Reset = FaultReset.MidBody },
        new() { Stage = FaultStage.File, Times = Forever, Every = 12, Status = 502, Body = "<html>Bad gateway</html>" },
        new() { Stage = FaultStage.File, Times = Forever, Every = 12, TruncateAfter = 1000 },
        new() { Stage = FaultStage.Cancel, Times = Forever, Every = 4, Status = 500 },
    ];

    private int _lostCreates;

    /// <summary>How many creates were accepted without an answer, so that the run was paid for nothing.</summary>
    public int LostCreates => _lostCreates - script.Pending.Count(fault => fault.Accepted);

    public void Start()
    {
        LoseOneMore();
        foreach (var fault in Faults)
            script.Add(fault);
    }

    /// <summary>Loses the answer of another create, once the last one that was to be lost has been.</summary>
    public void LoseOneMore()
    {
        if (script.Pending.Any(fault => fault.Accepted))
            return;
        script.Add(LostCreate);
        _lostCreates++;
    }
}
