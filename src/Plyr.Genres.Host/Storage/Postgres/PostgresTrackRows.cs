using Npgsql;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Reads tracks out of plyr.fm's columns.</summary>
internal sealed class PostgresTrackRows(IAudioUrls audioUrls)
{
    /// <summary>All columns that are read: the real table has more.</summary>
    public const string Names = "id, title, artist_did, file_id, r2_url, visibility, extra, created_at";

    /// <summary>The columns of a track but its tags, over <c>tracks t</c>.</summary>
    public const string Columns = "t.id::bigint, t.title, t.artist_did, t.file_id, t.r2_url, t.visibility, t.extra, t.created_at";

    /// <summary>The next column: the artist's name.</summary>
    public const string Artist = "(SELECT handle FROM artists WHERE did = t.artist_did)";

    /// <summary>The next column: the names of the tags. track_tags keeps no order, so this is by name.</summary>
    public const string Tags = """ARRAY(SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = t.id ORDER BY g.name COLLATE "C")""";

    public const int ArtistDidColumn = 2;
    public const int ExtraColumn = 6;
    public const int ArtistColumn = 8;
    public const int TagsColumn = 9;
    public const int NextColumn = 10;

    /// <summary>A whole track; further columns follow.</summary>
    public const string Whole = $"{Columns}, {Artist}, {Tags}";

    /// <summary>A track of a row of <see cref="Whole"/>.</summary>
    public Track Read(NpgsqlDataReader reader) => Read(reader, reader.GetString(ArtistColumn), reader.GetFieldValue<string[]>(TagsColumn));

    /// <summary>A track of a row of <see cref="Columns"/>.</summary>
    public Track Read(NpgsqlDataReader reader, string? artist, IReadOnlyList<string> tags) => new()
    {
        Id = reader.GetInt64(0),
        Title = reader.GetString(1),
        Artist = artist,
        FileId = reader.GetString(3),
        Audio = reader.IsDBNull(4) ? null : Audio(reader.GetString(4), reader.GetString(5)),
        Extra = TrackExtra.Parse(reader.GetFieldValue<byte[]>(ExtraColumn)),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(7),
        Tags = tags,
    };

    /// <summary>Where the classifier fetches the audio; null when it must not be sent, or is at no address that could be.</summary>
    private Uri? Audio(string url, string visibility)
    {
        if (visibility is not ("public" or "unlisted") || !Uri.TryCreate(url, UriKind.Absolute, out var parsed))
            return null;
        if (HostedAudio.TryParse(parsed, out var fileId, out var size))
            return audioUrls.For(fileId, size);
        return parsed.Scheme is "http" or "https" or "data" ? parsed : null;
    }
}
