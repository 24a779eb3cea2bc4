using Plyr.Genres;

namespace Example.Backfill;

// snippet: backfill-progress
/// <summary>Writes a line for every hundredth track. It is called on the thread that did the track, so it must be quick.</summary>
public sealed class ConsoleProgress : IProgress<BackfillProgress>
{
    public void Report(BackfillProgress value)
    {
        if (value.Done % 100 == 0)
            Console.WriteLine($"{value.Done} of {value.Total}, {value.TracksPerMinute:0} a minute, {value.TimeLeft:hh\\:mm\\:ss} left, {value.Cost:0.00} dollars so far");
    }
}
// end
