namespace Plyr.Genres;

/// <summary>Classifies audio with a model. Each call is one run, and a run can cost money and takes seconds.</summary>
/// <remarks>Must be thread-safe. A host's own implementation is registered with <c>UseClassifier</c>.</remarks>
public interface IGenreClassifier
{
    /// <summary>Gets the name of the model that the next call runs; null when it is not known.</summary>
    /// <remarks>Must equal <see cref="GenreClassification.Model"/>, with which a backfill compares it.</remarks>
    string? Model => null;

    /// <summary>
    /// Gets whether the classifier applies <see cref="PlyrGenresOptions.Timeout"/> itself, for example without the
    /// time in its queue. If not, the library ends a call one second after the timeout.
    /// </summary>
    bool HasDeadline => false;

    /// <summary>Runs the model once.</summary>
    /// <param name="audio">
    /// The audio. A URL must be absolute http(s) or a data URI of at most 256 kB, and is sent exactly as given; the
    /// content of a file or a stream is opened by the classifier.
    /// </param>
    /// <param name="cancellationToken">Cancels the call. The run is canceled in the background.</param>
    /// <returns>The model's labels, and what is known about the run.</returns>
    /// <exception cref="GenreClassificationException">There is no answer; the failure specifies why.</exception>
    /// <exception cref="ArgumentException">The URL is not of the accepted form.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default);
}
