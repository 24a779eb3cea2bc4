namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Asks again, and applies the first answer besides the second.</summary>
internal sealed class EveryAnswerStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        await Rows.UpdateAsync(id, track => decide(track) is { } first && decide(track) is { } second
            ? second with { AddTags = [.. first.AddTags, .. second.AddTags] }
            : null, cancellationToken);
}
