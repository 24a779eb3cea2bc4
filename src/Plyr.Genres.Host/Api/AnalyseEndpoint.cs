using Microsoft.AspNetCore.Http.HttpResults;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Api;

/// <summary>Provides the endpoint that queues a run on request.</summary>
internal static class AnalyseEndpoint
{
    public static async Task<Results<Accepted<TrackView>, ProblemHttpResult>> PostAsync(
        long id,
        HttpContext context,
        ITrackCatalog catalog,
        IClassificationQueue queue,
        OnDemandLimits limits,
        TrackGenres genres,
        HostSettings settings,
        FailureText failures,
        CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } stored)
            return Problems.UnknownTrack(id);
        if (!genres.GetStatus().Enabled)
            return Problems.AnalysisDisabled(settings);
        if (stored.Track.Audio is null || stored.Track.FileId is not { Length: > 0 } fileId)
            return Problems.NoAudio();
        if (!limits.TryTake(context, out var seconds))
            return Problems.TooManyRuns(seconds);
        await catalog.MarkDueAsync(id, cancellationToken);
        await queue.EnqueueAsync(id, fileId, retryFailure: true, cancellationToken);
        return await catalog.FindAsync(id, cancellationToken) is { } pending
            ? TypedResults.Accepted($"/tracks/{id}", TrackView.Of(pending, failures))
            : Problems.UnknownTrack(id);
    }
}
