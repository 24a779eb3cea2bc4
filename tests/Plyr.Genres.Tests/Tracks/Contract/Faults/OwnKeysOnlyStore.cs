using System.Text;

namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Writes back the keys that it knows and nothing else.</summary>
internal sealed class OwnKeysOnlyStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        await WriteAsync(id, track => decide(track) is { } change
            ? (track with { Tags = change.ApplyTo(track.Tags) }, Encoding.UTF8.GetString(change.ApplyTo("{}"u8)))
            : null, cancellationToken);
}
