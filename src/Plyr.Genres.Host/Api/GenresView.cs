using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>The stored genres of a track.</summary>
/// <param name="State">fresh, stale, failed or missing.</param>
/// <param name="Predictions">The predictions; those of the previous audio while the state is stale.</param>
/// <param name="AutoTags">The tags that the library added and still manages.</param>
/// <param name="Simulated">Whether the predictions come from a simulator.</param>
/// <param name="Failure">The code of the failure to classify the current audio.</param>
/// <param name="FailureMessage">The failure as a sentence, with what to do.</param>
internal sealed record GenresView(
    GenreState State, IReadOnlyList<GenrePrediction> Predictions, IReadOnlyList<string> AutoTags, bool Simulated,
    string? Failure, string? FailureMessage)
{
    public static GenresView Of(StoredTrack stored, FailureText failures)
    {
        var track = stored.Track;
        var failure = track.GenreState == GenreState.Failed ? track.Extra.Failure!.Reason : null;
        return new GenresView(
            track.GenreState, track.Extra.Predictions ?? [], track.Extra.AutoTags?.Names ?? [],
            track.Extra.IsSimulated, failure, failure is null ? null : failures.Of(failure, stored));
    }
}

/// <summary>The genres of a track's current recording, with the labels that they are based on.</summary>
/// <param name="State">fresh, stale, failed or missing.</param>
/// <param name="HasScores">Whether the scores of all labels are kept. Without them, predictions have no labels.</param>
/// <param name="Predictions">The predictions, best first, each with its labels and their scores.</param>
/// <param name="AutoTags">The tags that the library added.</param>
/// <param name="Failure">The code of the failure to classify the current audio.</param>
internal sealed record ExplainedGenresView(
    GenreState State, bool HasScores, IReadOnlyList<ExplainedPrediction> Predictions, IReadOnlyList<string> AutoTags,
    string? Failure)
{
    public static ExplainedGenresView Of(StoredTrack stored, GenreExplanation explanation, FailureText failures)
    {
        var genres = GenresView.Of(stored, failures);
        return new ExplainedGenresView(
            genres.State, explanation.HasScores, explanation.Predictions, genres.AutoTags, genres.Failure);
    }
}
