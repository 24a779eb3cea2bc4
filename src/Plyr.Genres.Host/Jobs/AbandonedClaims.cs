using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Releases the claim of a worker that was killed during a run, so that the process that continues its job doesn't wait
/// until the claim expires.
/// </summary>
/// <remarks>
/// Only a claim that was made after the killed worker's job started is released. An older one belongs to another
/// process, for which that job was waiting.
/// </remarks>
internal sealed class AbandonedClaims(ITrackExtraStore store, IOptionsMonitor<PlyrGenresOptions> options)
{
    /// <summary>The time between the deadline of a run and the expiry of its claim.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    public async Task ReleaseAsync(
        long trackId, string fileId, DateTimeOffset jobStart, CancellationToken cancellationToken)
    {
        var length = options.CurrentValue.Timeout + Margin;
        await store.UpdateAsync(trackId, Decide, cancellationToken);

        TrackChange? Decide(Track track)
        {
            // A run claims the upload that the file was transcoded from.
            var claimed = string.IsNullOrEmpty(track.OriginalFileId) ? fileId : track.OriginalFileId;
            if (track.Extra.Claim is not { } claim || claim.FileId != claimed || claim.Until - length < jobStart)
                return null;

            // Expired, not removed: to a process that waits for it, a missing claim means a forgotten track.
            var expired = new JsonObject { ["file_id"] = claimed, ["until"] = DateTimeOffset.UnixEpoch };
            var extra = new Dictionary<string, string?> { [TrackExtraKeys.Claim] = expired.ToJsonString() };
            return new TrackChange { Extra = extra };
        }
    }
}
