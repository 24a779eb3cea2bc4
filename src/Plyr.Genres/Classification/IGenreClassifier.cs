namespace Plyr.Genres;

/// <summary>Asks a model which genres it hears in a recording. Each call is one run, and a run costs money and takes seconds.</summary>
/// <remarks>Thread-safe. A host's own implementation, registered before or after <c>AddPlyrGenres</c>, takes the place of the Replicate client.</remarks>
public interface IGenreClassifier
{
    /// <summary>Runs the model once.</summary>
    /// <param name="audioUrl">
    /// Where the model fetches the audio: an absolute http(s) URL, sent exactly as it was given, or a data URI of at most 256 kB, which is
    /// what Replicate's API specification advises.
    /// </param>
    /// <param name="cancellationToken">Gives up: the run is cancelled in the background, without making the caller wait.</param>
    /// <returns>The model's labels, and what is known about the run.</returns>
    /// <exception cref="GenreClassificationException">The run gave no answer; <see cref="GenreClassificationException.Failure"/> says why.</exception>
    /// <exception cref="ArgumentException">The URL is neither absolute http(s) nor a data URI of at most 256 kB.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<GenreClassification> ClassifyAsync(Uri audioUrl, CancellationToken cancellationToken = default);
}
