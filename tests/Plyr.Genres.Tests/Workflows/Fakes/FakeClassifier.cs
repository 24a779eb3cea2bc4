namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// A model that counts what it is paid for and answers what the test says. Says nothing: ambient music.
/// </summary>
internal sealed class FakeClassifier : IGenreClassifier
{
    /// <summary>
    /// Gives electronic 0.8, ambient 0.8, rock 0.3, shoegaze 0.3; the first two would become auto-tags.
    /// </summary>
    public static readonly GenreClassification Ambient = Labels(
        ("Electronic---Ambient", 0.8), ("Rock---Shoegaze", 0.3));

    private int _calls;

    /// <summary>How many runs were paid for.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public string? Model { get; set; } = "model-1";

    public Uri? LastUrl { get; private set; }

    public Func<Uri, CancellationToken, Task<GenreClassification>> Run { get; set; } = (_, _) =>
        Task.FromResult(Ambient);

    public static GenreClassification Labels(params (string Label, double Score)[] labels) => new()
    {
        Labels = [.. labels.Select(label => new GenreLabelScore(label.Label, label.Score))],
        PredictionId = "prediction-1",
        Model = "model-1",
        PredictTime = TimeSpan.FromSeconds(2),
    };

    /// <summary>Gives all of the model's labels: these scores, and 0.0001 for every other label.</summary>
    public static GenreClassification AllLabels(params (string Label, double Score)[] labels)
    {
        var scores = labels.ToDictionary(label => label.Label, label => label.Score);
        return Labels([.. GenreLabels.All.Select(label => (label, scores.GetValueOrDefault(label, 0.0001)))]);
    }

    public void AnswersAll(params (string Label, double Score)[] labels) =>
        Run = (_, _) => Task.FromResult(AllLabels(labels));

    public void Answers(params (string Label, double Score)[] labels) =>
        Run = (_, _) => Task.FromResult(Labels(labels));

    /// <summary>Fails each run with an exception of its own: one that is thrown again and again grows.</summary>
    public void Fails(GenreClassificationFailure failure, TimeSpan? retryAfter = null) => Run = (_, _) =>
        Task.FromException<GenreClassification>(
            new GenreClassificationException(failure, "It failed; try again.") { RetryAfter = retryAfter });

    public void Throws(Exception exception) => Run = (_, _) => Task.FromException<GenreClassification>(exception);

    /// <summary>Holds every run until the test answers.</summary>
    public ModelGate Holds()
    {
        var gate = new ModelGate();
        Run = (_, cancellationToken) => gate.PassAsync(cancellationToken);
        return gate;
    }

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        LastUrl = audio.Url;
        return Run(audio.Url!, cancellationToken);
    }
}
