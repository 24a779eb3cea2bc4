using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plyr.Genres;

/// <summary>Rules 21 and 23: what is fresh is not paid for again, and a pending wish for auto-tags is settled from it.</summary>
internal sealed class AutoTagSettlement(TrackStore store, IServiceScopeFactory scopes, GenreTelemetry telemetry, ILogger<TrackGenres> logger)
{
    /// <summary>Serves what is stored for a track, and settles the wish on the row as it is now.</summary>
    public async Task<RunOutcome> SettleAsync(Track found, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        telemetry.StoredAnswerServed();
        if (found.IsFresh && (!found.Extra.AutoTag || !settings.Enabled))
            return RunOutcome.Fresh(found);

        AutoTagPolicy policy;
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            policy = scope.ServiceProvider.GetRequiredService<AutoTagPolicy>();
        Track? track = null;
        TrackDecision? decision = null;
        var written = await store.UpdateAsync(
            found.Id,
            now =>
            {
                track = now;
                decision = TrackDecisions.SettleStored(now, policy, settings.AutoTags.MaxTagsPerTrack);
                return decision?.Change;
            },
            cancellationToken).ConfigureAwait(false);
        if (track is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (!track.IsFresh)
            return new RunOutcome(ClassificationStatus.Superseded);
        if (!written || decision is null)
            return RunOutcome.Fresh(track);
        telemetry.TagsAdded(decision.AddedTags.Count);
        Log.AutoTagsSettled(logger, track.Id, decision.AddedTags.Count);
        return RunOutcome.Fresh(track) with { WasSettled = true, AddedTags = decision.AddedTags, RemovedTags = decision.RemovedTags, Tags = decision.Tags };
    }
}
