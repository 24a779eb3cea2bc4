using System.Text;

namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Decides on the row as it is, but writes the list of tags from an older read.</summary>
internal sealed class OldTagsStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var old = (await Rows.FindAsync(id, cancellationToken))?.Tags ?? [];
        await Task.Yield();
        return await WriteAsync(id, track => decide(track) is { } change
            ? (
                track with { Tags = change.ApplyTo(old) },
                Encoding.UTF8.GetString(change.ApplyTo(Encoding.UTF8.GetBytes(Rows.GetExtra(id)!))))
            : null, cancellationToken);
    }
}
