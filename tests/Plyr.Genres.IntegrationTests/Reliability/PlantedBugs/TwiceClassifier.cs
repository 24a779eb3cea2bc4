namespace Plyr.Genres.IntegrationTests.Reliability.PlantedBugs;

/// <summary>Asks the model twice.</summary>
internal sealed class TwiceClassifier(IGenreClassifier inner) : IGenreClassifier
{
    public async Task<GenreClassification> ClassifyAsync(Uri audioUrl, CancellationToken cancellationToken = default)
    {
        await inner.ClassifyAsync(audioUrl, cancellationToken);
        return await inner.ClassifyAsync(audioUrl, cancellationToken);
    }
}
