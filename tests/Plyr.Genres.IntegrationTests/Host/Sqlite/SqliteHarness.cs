using Microsoft.Extensions.Logging.Abstractions;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>
/// Fills the tables as the host does. The stores that a test gets take turns: each has a database object of its own, as
/// a process would,
/// so that their writers meet in SQLite and not in this process.
/// </summary>
internal sealed class SqliteHarness : TrackStoreHarness
{
    private readonly TemporaryFolder _folder;
    private readonly SqliteDatabase[] _databases;
    private readonly SqliteTrackExtraStore[] _stores;
    private int _turn;

    private SqliteHarness(TemporaryFolder folder, int databases)
    {
        _folder = folder;
        _databases = [.. Enumerable.Range(0, databases).Select(_ => new SqliteDatabase(folder.File("contract.db")))];
        var rows = new SqliteTrackRows(new UrlsByMediaType(), NullLogger<SqliteTrackRows>.Instance);
        _stores = [.. _databases.Select(database => new SqliteTrackExtraStore(database, rows, TimeProvider.System))];
    }

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Number];

    public static async Task<SqliteHarness> CreateAsync(TemporaryFolder folder, int databases)
    {
        var harness = new SqliteHarness(folder, databases);
        foreach (var database in harness._databases)
            await SqliteSchema.EnsureAsync(database, CancellationToken.None);
        return harness;
    }

    public override ITrackExtraStore GetStore() => _stores[(uint)Interlocked.Increment(ref _turn) % _stores.Length];

    public override async ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind) =>
        await _databases[0].WriteAsync(
        connection =>
        {
            var id = (long)connection.Scalar(
                "INSERT INTO tracks (title, artist, created_at) VALUES ('', '', '') RETURNING id")!;
            Write(connection, id, [], track);
            return id;
        }, CancellationToken.None);

    public override async ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        var former = await _stores[0].FindAsync(id);
        await _databases[0].WriteAsync(
            connection =>
            {
                Write(connection, Number(id), former!.Tags, track);
                return true;
            }, CancellationToken.None);
    }

    public override async ValueTask DeleteAsync(TrackId id) =>
        await _databases[0].WriteAsync(
            connection => connection.Execute("DELETE FROM tracks WHERE id = $id", ("$id", Number(id))),
            CancellationToken.None);

    public override ValueTask<string?> ReadExtraAsync(TrackId id)
    {
        using var connection = _databases[0].Open();
        return new(connection.Scalar("SELECT extra FROM tracks WHERE id = $id", ("$id", Number(id))) as string);
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            database.Dispose();
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private static void Write(
        Microsoft.Data.Sqlite.SqliteConnection connection, long id, IReadOnlyList<string> formerTags, StoredTrack track)
    {
        connection.Execute(
            "UPDATE tracks SET title = $title, artist = $artist, file_id = $file, content_type = $type, extra = "
            + "$extra, created_at = $created WHERE id = $id",
            ("$id", id), ("$title", track.Title), ("$artist", track.Artist), ("$file", track.FileId),
            ("$type", track.AudioUrl is null ? UrlsByMediaType.NotSent : ""),
            ("$extra", track.Extra), ("$created", SqliteTime.Text(track.CreatedAt.GetValueOrDefault())));
        SqliteTags.Set(connection, id, formerTags, track.Tags, DateTimeOffset.UnixEpoch);
    }

    private static long Number(TrackId id) => id.TryGetInt64(out var number) ? number : -1;

    /// <summary>A track that must not be sent is one with another media type here.</summary>
    private sealed class UrlsByMediaType : IHostedAudio
    {
        public const string NotSent = "none";

        public AudioSource? Find(string? fileId, string? mediaType) =>
            string.IsNullOrEmpty(fileId) || mediaType == NotSent ? null : new Uri($"https://audio.example/{fileId}");
    }
}
