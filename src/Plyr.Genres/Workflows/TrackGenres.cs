using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Genres of tracks: suggestions on demand, the classification of uploads, and forgetting.</summary>
/// <remarks>
/// A thread-safe singleton, registered by <c>AddPlyrGenres</c>. Each run of the model costs money, so runs are shared by track and
/// file, stored answers are served, and failures are remembered. Exceptions of the store reach the caller as they are.
/// </remarks>
public sealed class TrackGenres
{
    private const int MaxLimit = 20;

    private readonly TrackStore _store;
    private readonly SharedRuns _runs;
    private readonly FailureCooldowns _cooldowns;
    private readonly UnstoredAnswers _unstored;
    private readonly AutoTagSettlement _settlement;
    private readonly IOptionsMonitor<PlyrGenresOptions> _settings;
    private readonly GenreTelemetry _telemetry;
    private readonly ILogger<TrackGenres> _logger;

    internal TrackGenres(
        TrackStore store,
        SharedRuns runs,
        FailureCooldowns cooldowns,
        UnstoredAnswers unstored,
        AutoTagSettlement settlement,
        IOptionsMonitor<PlyrGenresOptions> settings,
        GenreTelemetry telemetry,
        ILogger<TrackGenres> logger)
    {
        (_store, _runs, _cooldowns, _unstored) = (store, runs, cooldowns, unstored);
        (_settlement, _settings, _telemetry, _logger) = (settlement, settings, telemetry, logger);

        // Settings that can't be used fail here, not at the first track.
        _ = settings.CurrentValue;
    }

    /// <summary>Gives tags to suggest for a track, and asks the model if nothing fresh is stored.</summary>
    /// <param name="id">The track.</param>
    /// <param name="limit">How many tags at most, from 1 to 20, after those that the track already has are left out.</param>
    /// <param name="cancellationToken">Ends the wait. A run that was started goes on, and its answer is stored.</param>
    /// <returns>The tags, or null when there is no such track. A failure of the model is a status, not an exception.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is outside 1 to 20.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<TagRecommendations?> RecommendTagsAsync(TrackId id, int limit = 5, CancellationToken cancellationToken = default)
    {
        Check(id, limit);
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.RecommendActivity, id);
        try
        {
            var track = await _store.FindAsync(id, cancellationToken).ConfigureAwait(false);
            if (track is { IsFresh: true })
                return FromStored(track, limit, activity);
            var outcome = track is null
                ? new RunOutcome(ClassificationStatus.NotFound)
                : WithoutRun(track) ?? await _runs.ShareAsync(KeyOf(track), new RunRequest(RunOrigin.OnDemand), cancellationToken).ConfigureAwait(false);
            Describe(activity, outcome);
            return Recommendations.From(track?.Id ?? id, outcome, limit);
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }

    /// <summary>
    /// Gives tags to suggest for a track without starting a run of the model, so that it never costs anything: from what is stored, or
    /// from a run that is under way already.
    /// </summary>
    /// <param name="id">The track.</param>
    /// <param name="limit">How many tags at most, from 1 to 20, after those that the track already has are left out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// What <see cref="RecommendTagsAsync"/> would answer, with <see cref="RecommendationStatus.NotAsked"/> where that would start a run;
    /// null when there is no such track.
    /// </returns>
    /// <remarks>For hosts that limit how often strangers may cause a run: ask here first, and there only within the limit.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is outside 1 to 20.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<TagRecommendations?> RecommendTagsWithoutRunAsync(TrackId id, int limit = 5, CancellationToken cancellationToken = default)
    {
        Check(id, limit);
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.RecommendActivity, id);
        try
        {
            // Twice, because a run may end between the look at the track and the look for runs: its answer is stored by then.
            for (var look = 1; ; look++)
            {
                if (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } track)
                {
                    Describe(activity, new RunOutcome(ClassificationStatus.NotFound));
                    return null;
                }

                if (track.IsFresh)
                    return FromStored(track, limit, activity);
                if ((WithoutRun(track) ?? await _runs.JoinAsync(KeyOf(track), cancellationToken).ConfigureAwait(false)) is { } outcome)
                {
                    Describe(activity, outcome);
                    return Recommendations.From(track.Id, outcome, limit);
                }

                if (look == 2)
                {
                    activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, RunOutcome.NotAskedText);
                    return new TagRecommendations { TrackId = track.Id, Status = RecommendationStatus.NotAsked };
                }
            }
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }

    /// <summary>Classifies a track and settles its pending auto-tags: the body of the task that an upload starts. Safe to repeat.</summary>
    /// <param name="id">The track.</param>
    /// <param name="force">Whether to ask the model although fresh predictions are stored or a failure is on record.</param>
    /// <param name="cancellationToken">Ends the wait. A run that was started goes on, and its answer is stored.</param>
    /// <returns>What it came to. A failure of the model is a status, not an exception.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<TrackClassification> ClassifyAsync(TrackId id, bool force = false, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.ClassifyActivity, id);
        try
        {
            var request = new RunRequest(RunOrigin.Upload, force);
            var outcome = await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track
                ? await ClassifyAsync(track, request, cancellationToken).ConfigureAwait(false)
                : new RunOutcome(ClassificationStatus.NotFound);
            Describe(activity, outcome);
            return outcome.ToClassification();
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }

    /// <summary>Removes everything about genres from a track: the library's keys, and the tags that it added and that are still its own.</summary>
    /// <param name="id">The track.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing is removed.</param>
    /// <returns>False when there is no such track.</returns>
    /// <remarks>An answer that this process awaits for the track is not stored either, even if the store fails here. A later classification starts anew.</remarks>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<bool> ForgetAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        using var activity = _telemetry.StartCall(PlyrGenresDiagnostics.ForgetActivity, id);
        try
        {
            Track? forgotten = null;
            await _store.UpdateAsync(
                id,
                track =>
                {
                    forgotten = track;

                    // On the row as it is: an answer is either there already and removed, or comes later and sees this.
                    _runs.Forget(track.Id);
                    return TrackDecisions.Forget(track);
                },
                cancellationToken).ConfigureAwait(false);
            if (forgotten is null)
                return false;
            if (forgotten.FileId is { } fileId)
                _unstored.Remove(new RunKey(forgotten.Id, fileId));
            Log.TrackForgotten(_logger, forgotten.Id);
            return true;
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }

    /// <summary>The first row of rule 18, which every view of a classified track takes.</summary>
    private TagRecommendations FromStored(Track track, int limit, Activity? activity)
    {
        _telemetry.StoredAnswerServed();
        activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, RunOutcome.FreshText);
        return Recommendations.From(track.Id, track.Extra.Predictions!, track.Tags, limit);
    }

    /// <summary>The rows of rule 18 behind the first that ask no model; null where it would be asked.</summary>
    private RunOutcome? WithoutRun(Track track)
    {
        var settings = _settings.CurrentValue;
        if (!settings.Enabled)
            return new RunOutcome(ClassificationStatus.Disabled);
        if (!track.HasAudio)
            return new RunOutcome(ClassificationStatus.NoAudio);
        if (track.Extra.HasFailureFor(track.FileId))
            return RunOutcome.Recorded(track);
        return _cooldowns.Find(KeyOf(track), settings) is { } failure ? new RunOutcome(ClassificationStatus.Failed) { Failure = failure } : null;
    }

    /// <summary>The one way of uploads and backfills.</summary>
    /// <param name="track">The track as it was found.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<RunOutcome> ClassifyAsync(Track track, RunRequest request, CancellationToken cancellationToken)
    {
        var settings = _settings.CurrentValue;
        if (request.IsMetBy(track))
            return await _settlement.SettleAsync(track, settings, cancellationToken).ConfigureAwait(false);
        if (!settings.Enabled)
            return new RunOutcome(ClassificationStatus.Disabled);
        if (!track.HasAudio)
            return new RunOutcome(ClassificationStatus.NoAudio);
        if (request.IsPreventedBy(track))
            return RunOutcome.Recorded(track);

        var outcome = await _runs.ShareAsync(KeyOf(track), request, cancellationToken).ConfigureAwait(false);

        // Somebody else was quicker; the wish for auto-tags may have come after his write.
        return outcome.Status == ClassificationStatus.AlreadyFresh
            ? await _settlement.SettleAsync(track, settings, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    private static void Check(TrackId id, int limit)
    {
        id.ThrowIfDefault(nameof(id));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
    }

    /// <summary>What runs are shared by; only for a track that has audio.</summary>
    private static RunKey KeyOf(Track track) => new(track.Id, track.FileId!);

    private static void Describe(Activity? activity, RunOutcome outcome)
    {
        if (activity is null)
            return;
        var text = outcome.ToText();
        activity.SetTag(PlyrGenresDiagnostics.OutcomeTag, text);
        if (outcome.Status == ClassificationStatus.Failed)
            activity.SetStatus(ActivityStatusCode.Error).SetTag(GenreTelemetry.ErrorType, text);
    }
}
