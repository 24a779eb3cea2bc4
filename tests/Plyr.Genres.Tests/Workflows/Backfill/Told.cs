namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>A progress that keeps what it is told, in order.</summary>
internal sealed class Told : IProgress<BackfillProgress>
{
    public List<BackfillProgress> Steps { get; } = [];

    public Action<BackfillProgress> Then { get; set; } = _ => { };

    public void Report(BackfillProgress value)
    {
        Steps.Add(value);
        Then(value);
    }
}
