namespace Plyr.Genres.Reliability.PlantedBugs;

/// <summary>Asks the model twice.</summary>
internal sealed class TwiceClassifier(IGenreClassifier inner) : IGenreClassifier
{
    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, CancellationToken cancellationToken = default)
    {
        await inner.ClassifyAsync(audio, cancellationToken);
        return await inner.ClassifyAsync(audio, cancellationToken);
    }
}
