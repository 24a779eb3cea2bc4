using Plyr.Genres;

namespace Example.Settings;

// snippet: settings-classifier
/// <summary>A classifier of one's own: everything comes out as house.</summary>
public sealed class HouseClassifier : IGenreClassifier
{
    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GenreClassification { Labels = [new GenreLabelScore("Electronic---House", 0.9)], Model = "house-1" });
}
// end
