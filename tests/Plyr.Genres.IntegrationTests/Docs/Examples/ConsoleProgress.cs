using Plyr.Genres;

namespace Example.Backfill;

// snippet: backfill-progress
/// <summary>Writes a line for every hundredth track.</summary>
public sealed class ConsoleProgress : IProgress<BackfillProgress>
{
    public void Report(BackfillProgress value)
    {
        if (value.SoFar.Done % 100 != 0)
            return;
        Console.WriteLine(
            $"{value.SoFar.Done} of {value.Total}, {value.TracksPerMinute:0} a minute, {value.TimeLeft:hh\\:mm\\:ss} left, "
            + $"{value.SoFar.Cost:0.00} dollars so far");
    }
}
// end
