using System.Text;

namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Decides on the row as it is, but writes the whole document from an older read.</summary>
internal sealed class OldDocumentStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        var old = Encoding.UTF8.GetBytes(Rows.GetExtra(id) ?? "{}");
        await Task.Yield();
        return await WriteAsync(id, track => decide(track) is { } change
            ? (track with { Tags = change.ApplyTo(track.Tags) }, Encoding.UTF8.GetString(change.ApplyTo(old)))
            : null, cancellationToken);
    }
}
