namespace Plyr.Genres.Tests.Classification;

/// <summary>A body that never arrives.</summary>
internal sealed class SilentStream : MemoryStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var given = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => given.TrySetCanceled(cancellationToken));
        return await given.Task;
    }
}
