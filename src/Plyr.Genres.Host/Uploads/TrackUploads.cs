using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Uploads;

/// <summary>
/// What follows from an upload: the row, the file in its place, and a classification that is due and queued.
/// </summary>
internal sealed class TrackUploads(
    ITrackCatalog catalog, AudioRemoval removal, IClassificationQueue queue, IOptionsMonitor<PlyrGenresOptions> options,
    ILogger<TrackUploads> logger)
{
    public async Task<StoredTrack> AddAsync(NewTrack track, IncomingAudio audio, CancellationToken cancellationToken)
    {
        var stored = await PlacedAsync(
            audio, () =>
                catalog.AddAsync(track, audio.Audio, audio.Place, options.CurrentValue.Enabled, cancellationToken));
        await EnqueueAsync(stored);
        return stored;
    }

    /// <summary>The track with its new audio, or null when there is no such track.</summary>
    public async Task<StoredTrack?> ReplaceAsync(long id, IncomingAudio audio, CancellationToken cancellationToken)
    {
        var replacement = await PlacedAsync(
            audio, () =>
                catalog.ReplaceAudioAsync(
                    id, audio.Audio, audio.Place, options.CurrentValue.Enabled, cancellationToken));
        if (replacement is null)
            return null;
        if (replacement.FormerFileId is { Length: > 0 } former)
            await removal.RemoveIfUnusedAsync(former);
        await EnqueueAsync(replacement.Track);
        return replacement.Track;
    }

    /// <summary>
    /// Runs a transaction that places the file, and takes the file away again if the transaction fails.
    /// </summary>
    private async Task<T> PlacedAsync<T>(IncomingAudio audio, Func<Task<T>> store)
    {
        try
        {
            return await store();
        }
        catch
        {
            if (audio.IsPlaced)
                await removal.RemoveIfUnusedAsync(audio.Audio.FileId);
            throw;
        }
    }

    /// <summary>
    /// The upload is stored and will be answered so; a job that can't be queued now is queued by the job that looks
    /// every minute.
    /// </summary>
    private async Task EnqueueAsync(StoredTrack stored)
    {
        if (!stored.ClassificationDue || catalog.QueuesWithRow)
            return;
        try
        {
            await queue.EnqueueAsync(stored.Id, stored.Track.FileId!, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            UploadLog.NotQueued(logger, exception, stored.Id);
        }
    }
}
