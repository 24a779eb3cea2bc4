namespace Plyr.Genres.Host.Storage;

/// <summary>
/// Stores the tracks of the host. Lists are in <see cref="ITrackSearch"/>, and the store of genre tagging is
/// <see cref="ITrackExtraStore"/>.
/// </summary>
internal interface ITrackCatalog
{
    /// <summary>
    /// Gets whether a due track is queued in the transaction that stores it. Otherwise the caller queues it afterwards.
    /// </summary>
    bool QueuesWithRow { get; }

    /// <summary>
    /// Returns whether this host created the tracks. On another program's tables it doesn't add, edit or delete tracks.
    /// </summary>
    Task<bool> OwnsTracksAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores a track. <paramref name="placeAudio"/> stores the audio and runs in the transaction, so that the deletion
    /// of another track with the same content can't delete the file in the meantime.
    /// </summary>
    Task<StoredTrack> AddAsync(
        NewTrack track, StoredAudio audio, Action placeAudio, bool classificationDue,
        CancellationToken cancellationToken);

    Task<StoredTrack?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Returns the tracks with a tag of exactly this name in the order of their ids, after an id.</summary>
    Task<IReadOnlyList<StoredTrack>> ListByTagAsync(
        string name, long after, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the title, the artist if given, and the tags that <paramref name="edit"/> returns for the current ones.
    /// Returns the track, or null when it does not exist.
    /// </summary>
    Task<StoredTrack?> EditAsync(
        long id, string title, string? artist, Func<IReadOnlyList<string>, IReadOnlyList<string>> edit,
        CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the audio of a track; returns null when the track does not exist. For <paramref name="placeAudio"/> see
    /// <see cref="AddAsync"/>.
    /// </summary>
    Task<AudioReplacement?> ReplaceAudioAsync(
        long id, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken);

    /// <summary>Deletes a track.</summary>
    /// <returns>The id of its file, or null when the track does not exist.</returns>
    Task<string?> DeleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="remove"/> if no track uses the file, in a transaction that prevents a track from using it.
    /// </summary>
    Task RemoveAudioIfUnusedAsync(string fileId, Action remove, CancellationToken cancellationToken);

    /// <summary>Returns the media type of a file, or null when no track uses it.</summary>
    Task<string?> FindContentTypeAsync(string fileId, CancellationToken cancellationToken);

    /// <summary>Returns tracks due for classification in the order of their ids, after an id.</summary>
    Task<IReadOnlyList<DueTrack>> ListDueAsync(long after, int take, CancellationToken cancellationToken);

    /// <summary>Marks the current audio of a track as due for classification.</summary>
    Task MarkDueAsync(long id, CancellationToken cancellationToken);

    /// <summary>Stores why a classification waits or was given up. Does nothing when the audio was replaced.</summary>
    Task SetWaitingAsync(long id, string fileId, WaitingReason reason, CancellationToken cancellationToken);

    /// <summary>
    /// Stores why a backfill could not classify a track. A waiting job keeps its time. Does nothing when the audio was
    /// replaced.
    /// </summary>
    Task SetFailureAsync(long id, string fileId, string failure, CancellationToken cancellationToken);

    /// <summary>Marks a track as no longer due. Does nothing when the audio was replaced.</summary>
    Task SettleAsync(long id, long audioVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a track as no longer due, even if its audio was replaced. Its queued job is deleted, or does nothing.
    /// </summary>
    Task CancelAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the random id of the database, which is created with its tables and kept in its backups.
    /// </summary>
    Task<string> ReadDatabaseIdAsync(CancellationToken cancellationToken);

    /// <summary>Throws when the database can't be written.</summary>
    Task CheckWritableAsync(CancellationToken cancellationToken);
}
