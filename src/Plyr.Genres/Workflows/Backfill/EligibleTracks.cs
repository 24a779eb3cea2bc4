using System.Runtime.CompilerServices;

namespace Plyr.Genres;

/// <summary>Rule 28: the tracks on which there is something to do, page by page, in the store's order.</summary>
internal sealed class EligibleTracks(TrackStore store, BackfillOptions options, string modelVersion)
{
    private const int PageSize = 200;

    // The store's filter knows the ordinary case; for the others every track is looked at here.
    private bool NeedsAll => options.RetryFailures || options.OtherModelVersions;

    /// <summary>Whether there is a further track, for which the limit has no room.</summary>
    public bool IsLimitReached { get; private set; }

    /// <summary>How many there are now.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        if (!NeedsAll && options.After is null)
            return await store.CountAsync(TrackFilter.NeedsClassification, cancellationToken).ConfigureAwait(false);
        var count = 0L;
        await foreach (var _ in ListAsync(cancellationToken).ConfigureAwait(false))
            count++;
        return count;
    }

    /// <summary>Rule 29: the tracks within the limit, each with what is wanted of its run: null when its stored answer only has to be settled.</summary>
    public async IAsyncEnumerable<(Track Track, RunRequest? Request)> TakeUpAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = 0L;
        await foreach (var track in ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var request = RequestFor(track);
            if (request is not null && ++asked > (options.Limit ?? long.MaxValue))
            {
                IsLimitReached = true;
                yield break;
            }

            yield return (track, request);
        }
    }

    private async IAsyncEnumerable<Track> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = NeedsAll ? TrackFilter.All : TrackFilter.NeedsClassification;
        var after = options.After;
        while (true)
        {
            var page = await store.ListAsync(filter, after, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var track in page)
            {
                if (TrackFilter.NeedsClassification.Matches(track) || IsWanted(track))
                    yield return track;
            }

            if (page.Count < PageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    private RunRequest? RequestFor(Track track)
    {
        var otherModel = IsOfOtherModel(track);
        if (track.IsFresh && !otherModel)
            return null;

        // Somebody else may be quicker, so what counts is told, not that nothing counts.
        var retryOf = options.RetryFailures && track.Extra.HasFailureFor(track.FileId) ? track.Extra.Failure : null;
        return new RunRequest(RunOrigin.Backfill, Model: otherModel ? modelVersion : null, RetryOf: retryOf);
    }

    private bool IsWanted(Track track) =>
        IsOfOtherModel(track) || (options.RetryFailures && track.HasAudio && !track.IsFresh && track.Extra.HasFailureFor(track.FileId));

    // The predictions of the old version stay beside a failure of the new one, which is not to be paid for again either.
    private bool IsOfOtherModel(Track track) =>
        options.OtherModelVersions && track.HasAudio && track.IsFresh && track.Extra.PredictionsModel != modelVersion
        && (options.RetryFailures || !track.Extra.HasFailureFor(track.FileId));
}
