using System.Runtime.CompilerServices;
using Plyr.Genres.Runs;

namespace Plyr.Genres.Workflows;

/// <summary>Lists the tracks for which there is something to do, page by page, in the store's order.</summary>
internal sealed class EligibleTracks(
    TrackStore store, BackfillOptions options, PlyrGenresOptions settings, string? model)
{
    private const int PageSize = 200;

    private readonly TrackFilter _filter = (options.Renormalize, settings.Replicate.Simulated) switch
    {
        (true, _) => TrackFilter.All,
        (_, true) => TrackFilter.NeedsClassification,
        _ => TrackFilter.NeedsRealModel,
    };

    /// <summary>Gets whether there is a track beyond the limit.</summary>
    public bool IsLimitReached { get; private set; }

    // The stores' filters know the ordinary tracks only.
    private bool ReadsEveryTrack => options.RetryFailures || options.OtherModelVersions;

    /// <summary>Returns the number of tracks, at most the limit.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = ReadsEveryTrack || options.After is not null
            ? await ListAsync(cancellationToken).LongCountAsync(cancellationToken).ConfigureAwait(false)
            : await store.CountAsync(_filter, cancellationToken).ConfigureAwait(false);
        return Math.Min(count, options.Limit ?? long.MaxValue);
    }

    /// <summary>Lists the tracks within the limit, each with its request; null if it is only settled.</summary>
    public async IAsyncEnumerable<(Track Track, RunRequest? Request)> TakeAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var requests = 0L;
        await foreach (var track in ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var request = RequestFor(track);
            if (request is not null && ++requests > (options.Limit ?? long.MaxValue))
            {
                IsLimitReached = true;
                yield break;
            }

            yield return (track, request);
        }
    }

    private async IAsyncEnumerable<Track> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = options.After;
        var filter = ReadsEveryTrack ? TrackFilter.All : _filter;
        while (true)
        {
            var page = await store.ListAsync(filter, after, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var track in page)
            {
                if (_filter.Matches(track) || IsFailureToRetry(track) || IsOfOtherModel(track))
                    yield return track;
            }

            if (page.Count < PageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    private RunRequest? RequestFor(Track track)
    {
        var isOfOtherModel = IsOfOtherModel(track);
        if (RunGate.HasAnswer(track, settings) && !isOfOtherModel)
            return null;

        // Ignores this failure or model only, because another process may store an answer in the meantime.
        return new RunRequest(RunOrigin.Backfill)
        {
            Model = isOfOtherModel ? model : null,
            RetryOf = options.RetryFailures ? track.Extra.Failure : null,
        };
    }

    private bool IsFailureToRetry(Track track) =>
        options.RetryFailures
            && track.HasAudio
            && track.HasFile(track.Extra.Failure?.FileId)
            && !RunGate.HasAnswer(track, settings);

    // The predictions of the old model stay beside a failure of the new one, which must not be paid for again either.
    private bool IsOfOtherModel(Track track) =>
        options.OtherModelVersions
        && !settings.Replicate.Simulated
        && track.HasAudio
        && RunGate.HasAnswer(track, settings)
        && track.Extra.PredictionsModel != model
        && (options.RetryFailures || !track.HasFile(track.Extra.Failure?.FileId));
}
