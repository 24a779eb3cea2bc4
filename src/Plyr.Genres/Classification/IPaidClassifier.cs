namespace Plyr.Genres.Classification;

/// <summary>Classifies with runs that are paid for, and calls back just before one is.</summary>
internal interface IPaidClassifier : IGenreClassifier
{
    /// <summary>Runs the model once.</summary>
    /// <param name="audio">The audio.</param>
    /// <param name="beforeRun">
    /// Called once, after an upload and just before the run is created. Its exceptions reach the caller unchanged:
    /// nothing is run, and an uploaded file is deleted.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    Task<GenreClassification> ClassifyAsync(
        AudioSource audio, Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken);
}
