using System.Collections.Concurrent;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>
/// Replaces the model in tests, which decide what it answers and when. Counts the runs that would be charged.
/// </summary>
internal sealed class ScriptedClassifier : IGenreClassifier
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>The model that it names.</summary>
    public string? Model { get; set; }

    /// <summary>Counts from 0 again.</summary>
    public void CountAnew() => Volatile.Write(ref _runs, 0);

    public ConcurrentQueue<AudioSource> Audio { get; } = new();

    /// <summary>What a run does; its number counts from 1.</summary>
    public Func<int, CancellationToken, Task<GenreClassification>> Script { get; set; } = (_, _) =>
        Task.FromResult(Answer("Electronic---Ambient", "Electronic---House"));

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default)
    {
        Audio.Enqueue(audio);
        return Script(Interlocked.Increment(ref _runs), cancellationToken);
    }

    /// <summary>Labels with falling scores from 0.5, all of which become auto-tags.</summary>
    public static GenreClassification Answer(params string[] labels) => new()
    {
        Labels = [.. labels.Select((label, index) => new GenreLabelScore(label, 0.5 - 0.01 * index))],
        PredictionId = "scripted",
        Model = PlyrGenresDefaults.ModelVersion,
    };
}
