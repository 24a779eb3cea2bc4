using Microsoft.Data.Sqlite;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.StoreContract;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>Fills the readme's table as a host would.</summary>
internal sealed class SqlTrackStoreHarness : TrackStoreHarness
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _database;
    private readonly SqlTrackStore _store;

    public SqlTrackStoreHarness()
    {
        _database = $"Data Source={_folder.File("tracks.db")}";
        _store = new SqlTrackStore(() => new SqliteConnection(_database));
        Execute("PRAGMA journal_mode = WAL");
        Execute(PackageReadme.Table);
    }

    public override IReadOnlyList<TrackIdKind> IdKinds { get; } = [TrackIdKind.Number];

    public override ITrackExtraStore GetStore() => _store;

    public override ValueTask<TrackId> AddAsync(StoredTrack track, TrackIdKind kind)
    {
        var id = (long)Execute("INSERT INTO tracks DEFAULT VALUES RETURNING id")!;
        Write(id, track);
        return new(id);
    }

    public override ValueTask ReplaceAsync(TrackId id, StoredTrack track)
    {
        Write(Number(id), track);
        return default;
    }

    public override ValueTask DeleteAsync(TrackId id)
    {
        Execute("DELETE FROM tracks WHERE id = @id", ("@id", Number(id)));
        return default;
    }

    public override ValueTask<string?> ReadExtraAsync(TrackId id) =>
        new(Execute("SELECT extra FROM tracks WHERE id = @id", ("@id", Number(id))) as string);

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(_database))
            SqliteConnection.ClearPool(connection);
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private void Write(long id, StoredTrack track) => Execute(
        """
        UPDATE tracks SET file_id = @file, audio_url = @audio, tags = @tags, extra = @extra, version = version + 1,
          title = @title, artist = @artist, created_at = @created WHERE id = @id
        """,
        ("@id", id),
        ("@file", track.FileId),
        ("@audio", track.AudioUrl?.OriginalString),
        ("@tags", System.Text.Json.JsonSerializer.Serialize(track.Tags)),
        ("@extra", track.Extra),
        ("@title", track.Title),
        ("@artist", track.Artist),
        ("@created", track.CreatedAt));

    private object? Execute(string text, params (string Name, object? Value)[] parameters)
    {
        using var connection = new SqliteConnection(_database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command.ExecuteScalar();
    }

    private static long Number(TrackId id) =>
        id.TryGetInt64(out var number) ? number : throw new ArgumentException("Tracks are numbered here.", nameof(id));
}
