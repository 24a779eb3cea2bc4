using Npgsql;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Reads tracks from plyr.fm's columns.</summary>
/// <remarks>
/// A value that can't be read, such as a year after 9999, is logged and treated as absent, so that one row can't fail a
/// page.
/// </remarks>
internal sealed partial class PostgresTrackRows(IHostedAudio audio, ILogger<PostgresTrackRows> logger)
{
    /// <summary>The names of the columns that are read. plyr.fm's table has more.</summary>
    public const string Names =
        "id, title, artist_did, file_id, original_file_id, r2_url, visibility, extra, created_at";

    /// <summary>
    /// The columns of a track without its tags, from <c>tracks t</c>. On another program's tables, references to files
    /// of this host are ignored. Times outside of the range of .NET are null, because the driver would change them.
    /// </summary>
    public const string Columns = $"""
        t.id::bigint, t.title, t.artist_did, t.file_id, t.original_file_id,
        CASE WHEN t.r2_url NOT LIKE '{HostedAudio.PathPrefix}%' OR (SELECT {PostgresSchema.OwnsTracks}) THEN t.r2_url
            END AS r2_url, t.visibility, t.extra,
        CASE WHEN t.created_at >= '0001-01-01 00:00:00+00'
            AND t.created_at < '10000-01-01 00:00:00+00' THEN t.created_at END AS created_at
        """;

    /// <summary>The column of the artist's name, which follows.</summary>
    public const string Artist = "(SELECT handle FROM artists WHERE did = t.artist_did) AS artist";

    /// <summary>The column of the tags, which follows, sorted by name, because track_tags has no order.</summary>
    public const string Tags = """
        ARRAY(SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = t.id
              ORDER BY g.name COLLATE "C") AS tags
        """;

    /// <summary>All columns of a track.</summary>
    public const string Whole = $"{Columns}, {Artist}, {Tags}";

    public const int ArtistDidColumn = 2;
    public const int ExtraColumn = 7;

    /// <summary>The column after <see cref="Columns"/>.</summary>
    public const int NextOfColumns = 9;

    /// <summary>The column after <see cref="Whole"/>.</summary>
    public const int NextColumn = 11;

    private const int CreatedAtColumn = 8;
    private const int ArtistColumn = NextOfColumns;
    private const int TagsColumn = 10;

    /// <summary>Reads a row of <see cref="Whole"/>.</summary>
    public Track Read(NpgsqlDataReader reader) => ReadWithArtist(reader, Value<string[]>(reader, TagsColumn) ?? []);

    /// <summary>Reads a row of <see cref="Columns"/> and <see cref="Artist"/>.</summary>
    public Track ReadWithArtist(NpgsqlDataReader reader, IReadOnlyList<string> tags) =>
        ReadColumns(reader) with { Artist = Value<string>(reader, ArtistColumn), Tags = tags };

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public Track ReadColumns(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Title = Value<string>(reader, 1),
        FileId = Value<string>(reader, 3),
        OriginalFileId = Value<string>(reader, 4),
        Audio = Audio(Value<string>(reader, 5), Value<string>(reader, 6)),
        Extra = TrackExtra.Parse(Value<byte[]>(reader, ExtraColumn)),
        CreatedAt = CreatedAt(reader),
    };

    /// <summary>Returns the audio; null if it must not be sent or has no valid URL.</summary>
    private AudioSource? Audio(string? url, string? visibility)
    {
        if (visibility is not ("public" or "unlisted"))
            return null;
        if (HostedAudio.TryParse(url, out var fileId))
            return audio.Find(fileId);
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" or "data"
            ? parsed
            : null;
    }

    private DateTimeOffset? CreatedAt(NpgsqlDataReader reader)
    {
        var time = Value<DateTimeOffset?>(reader, CreatedAtColumn);
        if (time is null)
            LogUnreadable(logger, reader.GetInt64(0), reader.GetName(CreatedAtColumn), null);
        return time;
    }

    private T? Value<T>(NpgsqlDataReader reader, int column)
    {
        try
        {
            return reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);
        }
        catch (Exception exception)
            when (exception is InvalidCastException or ArgumentException or OverflowException or FormatException)
        {
            LogUnreadable(logger, reader.GetInt64(0), reader.GetName(column), exception);
            return default;
        }
    }

    [LoggerMessage(
        50,
        LogLevel.Warning,
        "Track {TrackId} has an unreadable value in column {Column}, which counts as absent.",
        EventName = "UnreadableValue")]
    private static partial void LogUnreadable(ILogger logger, long trackId, string column, Exception? exception);
}
