using System.Diagnostics;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;
using Plyr.Genres.Labels;
using Plyr.Genres.Options;
using Plyr.Genres.Runs;

namespace Plyr.Genres;

/// <summary>Suggests genres as tags, classifies uploads, and removes what is stored about a track.</summary>
/// <remarks>
/// A thread-safe singleton, registered by <c>AddPlyrGenres</c>. Runs of the model are shared by track and file, stored
/// answers are served, and failures are remembered. Exceptions of the store reach the caller unchanged.
/// </remarks>
public sealed partial class TrackGenres
{
    private const int MaxLimit = 20;

    private readonly RunServices _services;
    private readonly ClassificationRuns _runs;
    private readonly ConfiguredRules _rules;

    internal TrackGenres(RunServices services, ClassificationRuns runs, ConfiguredRules rules)
    {
        _services = services;
        _runs = runs;
        _rules = rules;

        // Invalid options fail here, not at the first track.
        _ = Options;
        if (!GenreName.CanCompose)
            Log.NamesNotComposed(_services.Logger);
    }

    private PlyrGenresOptions Options => _services.Options.CurrentValue;

    /// <summary>Returns the state of the model as the last runs found it, for a health check. Asks nothing.</summary>
    /// <returns>The state in this process.</returns>
    public GenreModelStatus GetStatus() => _services.Model.GetStatus(Options);

    /// <summary>Returns tags to suggest for a track, and asks the model if no fresh predictions are stored.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="limit">The maximum number of tags, from 1 to 20, without those that the track already has.</param>
    /// <param name="cancellationToken">Cancels waiting. A run that has started continues; its result is stored.</param>
    /// <returns>The tags; null when the track does not exist. A failure of the model is a status.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is outside 1 to 20.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TagRecommendations?> RecommendTagsAsync(
        TrackId id, int limit = 5, CancellationToken cancellationToken = default) => RecommendAsync(
        id, limit, (key, request) => _runs.RunAsync(key, request, cancellationToken)!, cancellationToken);

    /// <inheritdoc cref="RecommendTagsAsync"/>
    /// <summary>Returns tags to suggest without starting a run: from what is stored, or from a run under way.</summary>
    /// <returns>As <see cref="RecommendTagsAsync"/>, but <c>NotAsked</c> where that would start a run.</returns>
    /// <remarks>For hosts that limit runs of untrusted clients: call this first, then the other.</remarks>
    public Task<TagRecommendations?> RecommendTagsWithoutRunAsync(
        TrackId id, int limit = 5, CancellationToken cancellationToken = default)
    {
        return RecommendAsync(id, limit, JoinAsync, cancellationToken);

        async Task<RunOutcome?> JoinAsync(RunKey key, RunRequest request)
        {
            if (await _runs.JoinAsync(key, cancellationToken).ConfigureAwait(false) is { } joined)
                return joined;

            // A run may have ended between the first read and the search for a run. Then its answer is stored now.
            return await _services.Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track
                ? _services.Gate.Check(track, request, Options)
                : new RunOutcome(ClassificationStatus.NotFound);
        }
    }

    /// <summary>Classifies a track and settles its pending auto-tags. Safe to repeat, as in a queue.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="force">Whether to ask the model in spite of fresh predictions and a recorded failure.</param>
    /// <param name="cancellationToken">Cancels waiting. A run that has started continues; its result is stored.</param>
    /// <returns>The result. A failure of the model is a status, not an exception.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TrackClassification> ClassifyAsync(
        TrackId id, bool force = false, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.ClassifyActivity, id, async activity =>
        {
            var track = await _services.Store.FindAsync(id, cancellationToken).ConfigureAwait(false);
            var outcome = track is null
                ? new RunOutcome(ClassificationStatus.NotFound)
                : await ClassifyAsync(
                    track, new RunRequest(RunOrigin.Upload) { Force = force }, cancellationToken).ConfigureAwait(false);
            outcome.StoreException?.Throw();
            Describe(activity, outcome);
            return outcome.ToClassification();
        });
    }

    /// <summary>Removes all genre data from a track: the library's keys, and the tags that are still its own.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is removed.</param>
    /// <returns>False when the track does not exist.</returns>
    /// <remarks>
    /// The answer of a run under way in this process is not stored, even if the store fails here. With
    /// <see cref="PlyrGenresOptions.ClaimRuns"/>, this also applies to runs in other processes that have claimed the
    /// track or wait for its claim, but not to those that have yet to claim it, for example during an upload. A later
    /// call classifies the track again.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<bool> ForgetAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.ForgetActivity, id, async _ =>
        {
            var forgotten = await _services.Store.UpdateAsync(id, Forget, cancellationToken).ConfigureAwait(false);
            if (forgotten is null)
                return false;
            Log.TrackForgotten(_services.Logger, forgotten.Id);
            return true;
        });

        (TrackChange?, Track?) Forget(Track track)
        {
            // On the row as it is: an answer is either stored already and removed here, or comes later and is refused.
            _runs.Forget(track.Id);
            return (TrackDecisions.Forget(track), track);
        }
    }

    /// <summary>Classifies a track for uploads and backfills.</summary>
    internal async Task<RunOutcome> ClassifyAsync(Track track, RunRequest request, CancellationToken cancellationToken)
    {
        var options = Options;
        var outcome = _services.Gate.Check(track, request, options);
        if (outcome is { Status: ClassificationStatus.AlreadyFresh })
            _services.Telemetry.StoredAnswerServed();
        outcome ??= await _runs.RunAsync(RunKey.Of(track), request, cancellationToken).ConfigureAwait(false);
        return outcome.Status == ClassificationStatus.AlreadyFresh && options.Enabled
            ? await SettleAsync(track.Id, outcome, options, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    private async Task<RunOutcome> SettleAsync(
        TrackId id, RunOutcome fresh, PlyrGenresOptions options, CancellationToken cancellationToken)
    {
        if (!fresh.IsAutoTagPending)
            return fresh;
        var policy = _rules.For(options).Policy;
        var outcome = await _services.Store.UpdateAsync(
            id, track => TrackDecisions.SettleStored(track, policy, options), cancellationToken).ConfigureAwait(false);
        if (outcome is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (outcome.WasSettled)
        {
            _services.Telemetry.TagsAdded(outcome.AddedTags.Count);
            Log.AutoTagsSettled(_services.Logger, id, outcome.AddedTags.Count);
        }

        return outcome;
    }

    private Task<TagRecommendations?> RecommendAsync(
        TrackId id, int limit, Func<RunKey, RunRequest, Task<RunOutcome?>> run, CancellationToken cancellationToken)
    {
        id.ThrowIfDefault(nameof(id));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return _services.Telemetry.TraceAsync(PlyrGenresDiagnostics.RecommendActivity, id, async activity =>
        {
            var outcome = new RunOutcome(ClassificationStatus.NotFound);
            if (await _services.Store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track)
            {
                var request = new RunRequest(RunOrigin.OnDemand);
                outcome = _services.Gate.Check(track, request, Options);
                if (outcome is { Status: ClassificationStatus.AlreadyFresh })
                    _services.Telemetry.StoredAnswerServed();
                outcome ??= await run(RunKey.Of(track), request).ConfigureAwait(false);
                outcome?.StoreException?.Throw();
                id = track.Id;
            }

            Describe(activity, outcome);
            return TagRecommendations.From(id, outcome, limit);
        });
    }

    private static void Describe(Activity? activity, RunOutcome? outcome) => GenreTelemetry.Describe(
        activity, outcome?.ToText() ?? RecommendationStatus.NotAsked.ToText(), outcome?.Failure?.ToText());
}
