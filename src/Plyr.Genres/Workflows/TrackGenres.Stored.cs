using Plyr.Genres.Diagnostics;
using Plyr.Genres.Runs;

namespace Plyr.Genres;

/// <content>Works with what is stored. Asks no model, and works while classification is disabled.</content>
public sealed partial class TrackGenres
{
    /// <summary>Computes the predictions of a track again from the kept scores, under the current options.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="reapplyAutoTags">
    /// Whether to replace the library's own tags by those that the new predictions give, and to settle pending ones.
    /// Tags that people added or removed stay as they are. Otherwise no tag changes.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; nothing is changed.</param>
    /// <returns>
    /// The result, with the status <see cref="ClassificationStatus.Renormalized"/>;
    /// <see cref="ClassificationStatus.AlreadyFresh"/> when nothing changed and nothing was written;
    /// <see cref="ClassificationStatus.WithoutScores"/> when no fresh predictions with kept scores are stored. Null
    /// when the track does not exist.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TrackClassification?> RenormalizeAsync(
        TrackId id, bool reapplyAutoTags = false, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.RenormalizeActivity, id, async activity =>
        {
            var outcome = await ApplyRenormalizationAsync(id, reapplyAutoTags, cancellationToken).ConfigureAwait(false);
            Describe(activity, outcome ?? new RunOutcome(ClassificationStatus.NotFound));
            return outcome?.ToClassification();
        });
    }

    /// <summary>Returns the labels that gave a track's predictions, with their scores.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The predictions with their labels; null when the track does not exist.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public async Task<GenreExplanation?> ExplainAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return await _services.Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track
            ? GenreExplanation.Of(track, _rules.Current.Normalizer, Options)
            : null;
    }

    /// <summary>Returns the scores of all labels that gave a track's predictions.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The 400 labels with 4 decimals; null without a track, fresh predictions or kept scores.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public async Task<IReadOnlyList<GenreLabelScore>?> GetLabelScoresAsync(
        TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        var track = await _services.Store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return track is not null && RunGate.HasAnswer(track, Options)
            ? track.ScoresOfPredictions?.ToLabels()
            : null;
    }

    /// <summary>Removes the library's own tags and withdraws pending ones. The predictions stay.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is removed.</param>
    /// <returns>False when the track does not exist.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<bool> RemoveAutoTagsAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.RemoveAutoTagsActivity, id, async _ =>
        {
            var track = await _services.Store.UpdateAsync(id, AutoTagDecisions.Remove, cancellationToken)
                .ConfigureAwait(false);
            if (track is null)
                return false;
            Log.AutoTagsRemoved(_services.Logger, track.Id, track.OwnTags.Count);
            return true;
        });
    }

    /// <summary>Decides what renormalizing a track would write.</summary>
    internal (TrackChange? Change, RunOutcome? Decided) PlanRenormalization(Track track, bool reapplyAutoTags) =>
        TrackDecisions.Renormalize(track, _rules.Current, reapplyAutoTags);

    /// <summary>Renormalizes a track as it is at the moment of the write; null when it does not exist.</summary>
    internal async Task<RunOutcome?> ApplyRenormalizationAsync(
        TrackId id, bool reapplyAutoTags, CancellationToken cancellationToken)
    {
        var outcome = await _services.Store.UpdateAsync(
            id, track => PlanRenormalization(track, reapplyAutoTags), cancellationToken).ConfigureAwait(false);
        if (outcome is { Status: ClassificationStatus.Renormalized })
        {
            _services.Telemetry.TagsAdded(outcome.AddedTags.Count);
            Log.TrackRenormalized(
                _services.Logger, id, outcome.Predictions.Count, outcome.AddedTags.Count, outcome.RemovedTags.Count);
        }

        return outcome;
    }
}
