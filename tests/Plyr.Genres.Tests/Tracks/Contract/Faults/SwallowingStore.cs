namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Takes an exception from the decision for a refusal.</summary>
internal sealed class SwallowingStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Rows.UpdateAsync(id, decide, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false;
        }
    }
}
