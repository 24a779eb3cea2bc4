using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plyr.Genres;

/// <summary>The host's store, resolved in a scope of its own for each step, so that nothing of it is held while the model works.</summary>
internal sealed class TrackStore(IServiceScopeFactory scopes, ILogger<ITrackExtraStore> logger)
{
    public async ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var track = await Resolve(scope).FindAsync(id, cancellationToken).ConfigureAwait(false);
            if (track is not null)
                Warn(track);
            return track;
        }
    }

    public async ValueTask<bool> UpdateAsync(TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            return await Resolve(scope).UpdateAsync(id, decide, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var tracks = await Resolve(scope).ListAsync(filter, after, take, cancellationToken).ConfigureAwait(false);
            foreach (var track in tracks)
                Warn(track);
            return tracks;
        }
    }

    public async ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            return await Resolve(scope).CountAsync(filter, cancellationToken).ConfigureAwait(false);
    }

    private static ITrackExtraStore Resolve(AsyncServiceScope scope) => scope.ServiceProvider.GetService<ITrackExtraStore>()
        ?? throw new InvalidOperationException("No track store is registered. Call UseTrackStore<T>() on what AddPlyrGenres returns, or register an ITrackExtraStore.");

    /// <summary>Rule 12: what could not be read counts as absent, and somebody should know.</summary>
    private void Warn(Track track)
    {
        if (track.Extra.IsUnreadable)
            Log.ExtraUnreadable(logger, track.Id);
        foreach (var key in track.Extra.UnreadableKeys)
            Log.ExtraKeyUnreadable(logger, track.Id, key);
    }
}
