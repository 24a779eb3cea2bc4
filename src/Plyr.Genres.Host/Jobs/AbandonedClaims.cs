using Microsoft.Extensions.Options;

namespace Plyr.Genres.Host.Jobs;

/// <summary>
/// Takes back the claim of a worker that died during a run, so that whoever takes its job over need not wait for the
/// claim's end.
/// </summary>
/// <remarks>
/// Another process may have claimed the same track before the dead worker's job began: then that job was waiting too,
/// and the claim is a living one. So only a claim that was made since the job began is taken back.
/// </remarks>
internal sealed class AbandonedClaims(ITrackExtraStore store, IOptionsMonitor<PlyrGenresOptions> options)
{
    /// <summary>Rule 27: a claim ends so long after the deadline of its run.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    public async Task ReleaseAsync(
        long trackId, string fileId, DateTimeOffset jobBegan, CancellationToken cancellationToken)
    {
        var length = options.CurrentValue.Timeout + Margin;
        await store.UpdateAsync(trackId, Decide, cancellationToken);

        TrackChange? Decide(Track track) =>
            track.Extra.Claim is { } claim && claim.FileId == fileId && claim.Until - length >= jobBegan
            ? new TrackChange { Extra = new Dictionary<string, string?> { [TrackExtraKeys.Claim] = null } }
            : null;
    }
}
