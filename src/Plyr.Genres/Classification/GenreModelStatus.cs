namespace Plyr.Genres;

/// <summary>Represents the state of the model as the last runs of this process found it, for a health check.</summary>
/// <param name="Enabled">Whether <see cref="PlyrGenresOptions.Enabled"/> is true.</param>
/// <param name="Failure">
/// Why the model can't be used: a failure that every call meets, <see
/// cref="GenreClassificationFailure.ServiceUnavailable"/> or <see cref="GenreClassificationFailure.RateLimited"/>. Null
/// when the last run had an answer, when nothing was run yet, and after a change of the options.
/// </param>
/// <param name="Message">What happened and what to do; null when there is no failure.</param>
/// <param name="Since">When the first of these failures in a row occurred; null when there is no failure.</param>
public sealed record GenreModelStatus(
    bool Enabled, GenreClassificationFailure? Failure = null, string? Message = null, DateTimeOffset? Since = null);
