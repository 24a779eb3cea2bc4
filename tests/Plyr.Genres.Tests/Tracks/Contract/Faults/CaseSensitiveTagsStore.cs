using System.Text;

namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Adds a tag that the track has in another case.</summary>
internal sealed class CaseSensitiveTagsStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        await WriteAsync(id, track => decide(track) is { } change
            ? (track with { Tags = [.. (change with { AddTags = [] }).ApplyTo(track.Tags).Union(change.AddTags)] },
               Encoding.UTF8.GetString(change.ApplyTo(Encoding.UTF8.GetBytes(Rows.GetExtra(id)!))))
            : null, cancellationToken);
}
