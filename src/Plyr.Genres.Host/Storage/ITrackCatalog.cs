namespace Plyr.Genres.Host.Storage;

/// <summary>
/// The host's own queries to its database; lists are in <see cref="ITrackSearch"/>, and what genre tagging needs is in
/// <see cref="ITrackExtraStore"/>. SQLite answers them for one process, PostgreSQL for several.
/// </summary>
internal interface ITrackCatalog
{
    /// <summary>
    /// Whether what is due is queued in the transaction that says so. Otherwise the caller queues it afterwards.
    /// </summary>
    bool QueuesWithRow { get; }

    /// <summary>
    /// Whether this host created the tracks. On tables of another program it adds, edits and deletes none.
    /// </summary>
    Task<bool> OwnsTracksAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores a track. <paramref name="placeAudio"/> puts the audio in its place and runs inside the transaction, so
    /// that a deletion of the last other track with the same content can't take the file away in between.
    /// </summary>
    Task<StoredTrack> AddAsync(
        NewTrack track, StoredAudio audio, Action placeAudio, bool classificationDue,
        CancellationToken cancellationToken);

    Task<StoredTrack?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Lists the tracks that carry a tag of exactly this name by id, after one.</summary>
    Task<IReadOnlyList<StoredTrack>> ListByTagAsync(
        string name, long after, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a track a title, an artist where one is given, and the tags that <paramref name="edit"/> makes of its
    /// current ones; null when there is no such track.
    /// </summary>
    Task<StoredTrack?> EditAsync(
        long id, string title, string? artist, Func<IReadOnlyList<string>, IReadOnlyList<string>> edit,
        CancellationToken cancellationToken);

    /// <summary>
    /// Gives a track other audio; null when there is no such track. For <paramref name="placeAudio"/> see
    /// <see cref="AddAsync"/>.
    /// </summary>
    Task<AudioReplacement?> ReplaceAudioAsync(
        long id, StoredAudio audio, Action placeAudio, bool classificationDue, CancellationToken cancellationToken);

    /// <summary>Deletes a track.</summary>
    /// <returns>Its file, or null when there is no such track.</returns>
    Task<string?> DeleteAsync(long id, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="remove"/> if no track has this file, and lets no track get it meanwhile.</summary>
    Task RemoveAudioIfUnusedAsync(string fileId, Action remove, CancellationToken cancellationToken);

    /// <summary>The media type of a file that some track has, or null.</summary>
    Task<string?> FindContentTypeAsync(string fileId, CancellationToken cancellationToken);

    /// <summary>Lists tracks that wait for their classification by id, after one.</summary>
    Task<IReadOnlyList<DueTrack>> ListDueAsync(long after, int take, CancellationToken cancellationToken);

    /// <summary>Marks the current audio of a track as waiting for its classification.</summary>
    Task MarkDueAsync(long id, CancellationToken cancellationToken);

    /// <summary>Stores why a classification waits or was given up. Nothing happens when the audio was replaced since.</summary>
    Task SetWaitingAsync(long id, string fileId, WaitingReason reason, CancellationToken cancellationToken);

    /// <summary>Says that a classification is settled. Nothing happens when the audio was replaced since.</summary>
    Task SettleAsync(long id, long audioVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Says that no classification of this track is due, whatever its audio. A waiting job finds nothing to do.
    /// </summary>
    Task CancelAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// What tells this database from every other: made at random with its tables, and kept by its backups.
    /// </summary>
    Task<string> ReadDatabaseIdAsync(CancellationToken cancellationToken);

    /// <summary>Throws when the database can't be written.</summary>
    Task CheckWritableAsync(CancellationToken cancellationToken);
}
