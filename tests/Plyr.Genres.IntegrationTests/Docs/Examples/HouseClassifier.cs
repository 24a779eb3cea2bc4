using Plyr.Genres;

namespace Example.Settings;

// snippet: settings-classifier
/// <summary>Classifies everything as house.</summary>
public sealed class HouseClassifier : IGenreClassifier
{
    public string Model => "house-1";

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            new GenreClassification { Labels = [new GenreLabelScore("Electronic---House", 0.9)], Model = Model });
}
// end
