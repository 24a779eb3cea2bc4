namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Decides on a row that another writer may change before the answer is applied.</summary>
internal sealed class LostUpdateStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        if (await Rows.FindAsync(id, cancellationToken) is not { } old || decide(old) is not { } change)
            return false;
        await Task.Yield();
        return await Rows.UpdateAsync(id, _ => change, cancellationToken);
    }
}
