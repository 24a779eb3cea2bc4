using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Runs;

/// <summary>Calls the host's store in a new scope for each step. Nothing is held while the model works.</summary>
internal sealed class TrackStore(IServiceScopeFactory scopes, ILogger<ITrackExtraStore> logger)
{
    public async Task<Track?> FindAsync(TrackId id, CancellationToken cancellationToken)
    {
        var scope = CreateScope();
        await using var _ = scope.ConfigureAwait(false);
        var track = await Resolve(scope).FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (track is not null)
            Warn(track);
        return track;
    }

    /// <summary>Changes a track in one atomic step.</summary>
    /// <param name="id">The track.</param>
    /// <param name="decide">Returns the change, or null, and what was decided. May be called again.</param>
    /// <param name="cancellationToken">Cancels the step.</param>
    /// <returns>What was decided on the row as it is; the default value when the track does not exist.</returns>
    public async Task<T?> UpdateAsync<T>(
        TrackId id, Func<Track, (TrackChange? Change, T Decided)> decide, CancellationToken cancellationToken)
    {
        var scope = CreateScope();
        await using var _ = scope.ConfigureAwait(false);
        (TrackChange? Change, T? Decided) last = (null, default);
        var isWritten = await Resolve(scope)
            .UpdateAsync(id, track => (last = decide(track)).Change, cancellationToken)
            .ConfigureAwait(false);

        // A store that did not write a change no longer found the track.
        return isWritten || last.Change is null ? last.Decided : default;
    }

    public async Task<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken)
    {
        var scope = CreateScope();
        await using var _ = scope.ConfigureAwait(false);
        var tracks = await Resolve(scope).ListAsync(filter, after, take, cancellationToken).ConfigureAwait(false);
        foreach (var track in tracks)
            Warn(track);
        return tracks;
    }

    public async Task<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken)
    {
        var scope = CreateScope();
        await using var _ = scope.ConfigureAwait(false);
        return await Resolve(scope).CountAsync(filter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates a scope, which the container refuses as soon as it is being disposed.</summary>
    private AsyncServiceScope CreateScope()
    {
        try
        {
            return scopes.CreateAsyncScope();
        }
        catch (ObjectDisposedException exception)
        {
            throw new ContainerDisposedException(exception);
        }
    }

    private static ITrackExtraStore Resolve(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetService<ITrackExtraStore>()
        ?? throw new InvalidOperationException(
            "No track store is registered. Call UseTrackStore<T>() on the result of AddPlyrGenres, or register an "
            + "ITrackExtraStore.");

    private void Warn(Track track)
    {
        if (track.Extra.IsUnreadable)
            Log.ExtraUnreadable(logger, track.Id);
        foreach (var key in track.Extra.UnreadableKeys)
            Log.ExtraKeyUnreadable(logger, track.Id, key);
    }
}

/// <summary>Thrown when the container is disposed during an operation.</summary>
internal sealed class ContainerDisposedException(Exception cause)
    : OperationCanceledException("The operation was canceled because the container was disposed.", cause);
