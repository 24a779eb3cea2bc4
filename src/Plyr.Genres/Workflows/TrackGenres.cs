using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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

    private readonly TrackStore _store;
    private readonly ClassificationRuns _runs;
    private readonly RunGate _gate;
    private readonly ModelCall _model;
    private readonly ConfiguredRules _rules;
    private readonly GenreTelemetry _telemetry;
    private readonly IOptionsMonitor<PlyrGenresOptions> _options;
    private readonly ILogger _logger;

    internal TrackGenres(RunServices services, ClassificationRuns runs, ConfiguredRules rules)
    {
        _store = services.Store;
        _gate = services.Gate;
        _model = services.Model;
        _telemetry = services.Telemetry;
        _options = services.Options;
        _logger = services.Logger;
        _runs = runs;
        _rules = rules;
        if (!GenreName.CanCompose)
            Log.NamesNotComposed(_logger);
    }

    /// <summary>Returns the state of the model as the last runs found it, for a health check. Asks nothing.</summary>
    /// <returns>The state in this process.</returns>
    public GenreModelStatus GetStatus() => _model.GetStatus(_options.CurrentValue);

    /// <summary>Returns tags to suggest for a track, and asks the model if no fresh predictions are stored.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="limit">The maximum number of tags, from 1 to 20, without those that the track already has.</param>
    /// <param name="cancellationToken">Cancels waiting. A run that has started continues and is stored.</param>
    /// <returns>The tags; null when the track does not exist. A failure of the model is a status.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is outside 1 to 20.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TagRecommendations?> RecommendTagsAsync(
        TrackId id, int limit = 5, CancellationToken cancellationToken = default) => RecommendAsync(
        id, limit, (key, request) => _runs.RunAsync(key, request, cancellationToken)!, cancellationToken);

    /// <summary>Returns tags to suggest without starting a run: from what is stored, or from a run under way.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="limit">The maximum number of tags, from 1 to 20, without those that the track already has.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>
    /// The result of <see cref="RecommendTagsAsync"/>, with the status <see cref="RecommendationStatus.NotAsked"/>
    /// where that would start a run; null when the track does not exist.
    /// </returns>
    /// <remarks>For hosts that limit runs of untrusted clients: call this first, then the other.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is outside 1 to 20.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TagRecommendations?> RecommendTagsWithoutRunAsync(
        TrackId id, int limit = 5, CancellationToken cancellationToken = default)
    {
        return RecommendAsync(id, limit, JoinAsync, cancellationToken);

        async Task<RunOutcome?> JoinAsync(RunKey key, RunRequest request)
        {
            if (await _runs.JoinAsync(key, cancellationToken).ConfigureAwait(false) is { } joined)
                return joined;

            // A run may have ended between the first read and the search for a run. Then its answer is stored now.
            return await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track
                ? _gate.Check(track, request, _options.CurrentValue)
                : new RunOutcome(ClassificationStatus.NotFound);
        }
    }

    /// <summary>Classifies a track and settles its pending auto-tags. Safe to repeat, as in a queue.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="force">Whether to ask the model in spite of fresh predictions and a recorded failure.</param>
    /// <param name="cancellationToken">Cancels waiting. A run that has started continues and is stored.</param>
    /// <returns>The result. A failure of the model is a status, not an exception.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<TrackClassification> ClassifyAsync(
        TrackId id, bool force = false, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _telemetry.TraceAsync(PlyrGenresDiagnostics.ClassifyActivity, id, async activity =>
        {
            var track = await _store.FindAsync(id, cancellationToken).ConfigureAwait(false);
            var outcome = track is null
                ? new RunOutcome(ClassificationStatus.NotFound)
                : await ClassifyAsync(
                    track, new RunRequest(RunOrigin.Upload) { Force = force }, cancellationToken).ConfigureAwait(false);
            Describe(activity, outcome);
            return outcome.ToClassification();
        });
    }

    /// <summary>Removes all genre data from a track: the library's keys, and the tags that are still its own.</summary>
    /// <param name="id">The track's id.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is removed.</param>
    /// <returns>False when the track does not exist.</returns>
    /// <remarks>
    /// The answer of a run under way is not stored, even if the store fails here. That includes runs in other processes
    /// when <see cref="PlyrGenresOptions.ClaimRuns"/> is set. A later call classifies the track again.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public Task<bool> ForgetAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        id.ThrowIfDefault(nameof(id));
        return _telemetry.TraceAsync(PlyrGenresDiagnostics.ForgetActivity, id, async _ =>
        {
            var forgotten = await _store.UpdateAsync(id, Forget, cancellationToken).ConfigureAwait(false);
            if (forgotten is null)
                return false;
            Log.TrackForgotten(_logger, forgotten.Id);
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
        var options = _options.CurrentValue;
        var outcome = _gate.Check(track, request, options);
        if (outcome is { Status: ClassificationStatus.AlreadyFresh })
            _telemetry.StoredAnswerServed();
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
        var outcome = await _store.UpdateAsync(
            id, track => TrackDecisions.SettleStored(track, policy, options), cancellationToken).ConfigureAwait(false);
        if (outcome is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (outcome.WasSettled)
        {
            _telemetry.TagsAdded(outcome.AddedTags.Count);
            Log.AutoTagsSettled(_logger, id, outcome.AddedTags.Count);
        }

        return outcome;
    }

    private Task<TagRecommendations?> RecommendAsync(
        TrackId id, int limit, Func<RunKey, RunRequest, Task<RunOutcome?>> run, CancellationToken cancellationToken)
    {
        id.ThrowIfDefault(nameof(id));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return _telemetry.TraceAsync(PlyrGenresDiagnostics.RecommendActivity, id, async activity =>
        {
            var outcome = new RunOutcome(ClassificationStatus.NotFound);
            if (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } track)
            {
                var request = new RunRequest(RunOrigin.OnDemand);
                outcome = _gate.Check(track, request, _options.CurrentValue);
                if (outcome is { Status: ClassificationStatus.AlreadyFresh })
                    _telemetry.StoredAnswerServed();
                outcome ??= await run(RunKey.Of(track), request).ConfigureAwait(false);
                id = track.Id;
            }

            Describe(activity, outcome);
            return TagRecommendations.From(id, outcome, limit);
        });
    }

    private static void Describe(Activity? activity, RunOutcome? outcome) => GenreTelemetry.Describe(
        activity, outcome?.ToText() ?? RecommendationStatus.NotAsked.ToText(), outcome?.Failure?.ToText());
}
