using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Uploads;

/// <summary>Stores uploads: the row and the audio file. Queues their classification.</summary>
internal sealed class TrackUploads(
    ITrackCatalog catalog,
    AudioRemoval removal,
    IClassificationQueue queue,
    IOptionsMonitor<PlyrGenresOptions> options,
    ILogger<TrackUploads> logger)
{
    public async Task<StoredTrack> AddAsync(NewTrack track, IncomingAudio audio, CancellationToken cancellationToken)
    {
        var isDue = options.CurrentValue.Enabled;
        var stored = await PlacedAsync(
            audio, () => catalog.AddAsync(track, audio.Audio, audio.Place, isDue, cancellationToken));
        await EnqueueAsync(stored);
        return stored;
    }

    /// <summary>Replaces the audio of a track. Returns the track, or null when it does not exist.</summary>
    public async Task<StoredTrack?> ReplaceAsync(long id, IncomingAudio audio, CancellationToken cancellationToken)
    {
        var isDue = options.CurrentValue.Enabled;
        var replacement = await PlacedAsync(
            audio, () => catalog.ReplaceAudioAsync(id, audio.Audio, audio.Place, isDue, cancellationToken));
        if (replacement is null)
            return null;
        if (replacement.FormerFileId is { Length: > 0 } former)
            await removal.RemoveIfUnusedAsync(former);
        await EnqueueAsync(replacement.Track);
        return replacement.Track;
    }

    /// <summary>
    /// Runs a transaction that places the file, and deletes the file if the transaction fails.
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
    /// Queues the classification. A failure is only logged, because the upload is stored, and
    /// <see cref="QueueDueTracksJob"/> queues the track within a minute.
    /// </summary>
    private async Task EnqueueAsync(StoredTrack stored)
    {
        if (!stored.ClassificationDue || catalog.QueuesWithRow)
            return;
        try
        {
            await queue.EnqueueAsync(
                stored.Id, stored.Track.FileId!, retryFailure: false, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            UploadLog.NotQueued(logger, exception, stored.Id);
        }
    }
}
