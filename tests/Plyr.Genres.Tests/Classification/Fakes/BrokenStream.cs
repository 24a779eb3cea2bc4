namespace Plyr.Genres.Tests.Classification;

/// <summary>A body that fails when it is read.</summary>
internal sealed class BrokenStream(Func<Exception> exception) : MemoryStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<int>(exception());
}
