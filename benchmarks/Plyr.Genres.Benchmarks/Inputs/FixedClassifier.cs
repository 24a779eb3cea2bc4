namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Returns the same answer for every track after the same time.</summary>
internal sealed class FixedClassifier(TimeSpan latency = default) : IGenreClassifier
{
    private static readonly GenreClassification Answer = new()
    {
        Labels = [new("Electronic---Ambient", 0.42), new("Electronic---Drone", 0.31), new("Rock---Post Rock", 0.12)],
        PredictTime = TimeSpan.FromSeconds(1.9),
    };

    private int _runs;

    /// <summary>Gets the number of runs.</summary>
    public int Runs => _runs;

    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _runs);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, cancellationToken);
        return Answer;
    }
}
