using Microsoft.Data.Sqlite;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>
/// A data folder with tracks in every state, as uploads and years of use leave it. Each track has its own recording.
/// </summary>
internal sealed class SeededLibrary : IDisposable
{
    private const string Model = PlyrGenresDefaults.ModelVersion;
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, List<string>> _files = [];
    private int _number;

    public string Path => _folder.Path;

    /// <summary>Makes a library with so many tracks of each kind.</summary>
    /// <param name="kinds">fresh, empty, wished (fresh, and the uploader waits for auto-tags), tagged, stale, failed,
    /// silent (without audio) or missing.</param>
    public static async Task<SeededLibrary> CreateAsync(params (string Kind, int Count)[] kinds)
    {
        var library = new SeededLibrary();
        Directory.CreateDirectory(System.IO.Path.Combine(library.Path, "audio"));
        using var database = new SqliteDatabase(library._folder.File("plyr-genres.db"));
        await SqliteSchema.EnsureAsync(database, CancellationToken.None);

        // Mixed, and the same mixture every time, so that no state forms a block of ids.
        var tracks = kinds.SelectMany(kind => Enumerable.Repeat(kind.Kind, kind.Count)).ToArray();
        new Random(7).Shuffle(tracks);
        await database.WriteAsync(
            connection =>
            {
                foreach (var kind in tracks)
                    library.Add(connection, kind);
                return true;
            }, CancellationToken.None);
        return library;
    }

    /// <summary>
    /// 100 stale, 50 with recorded failures, 20 without audio, 300 fresh of which 10 wait for auto-tags, 530 never
    /// classified.
    /// </summary>
    public static Task<SeededLibrary> ThousandTracksAsync() =>
        CreateAsync(("stale", 100), ("failed", 50), ("silent", 20), ("fresh", 290), ("wished", 10), ("missing", 530));

    /// <summary>The recordings of the tracks of one kind.</summary>
    public IReadOnlyList<string> FilesOf(string kind) => _files[kind];

    public object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("plyr-genres.db")};Pooling=False");
        connection.Open();
        return connection.Scalar(sql);
    }

    public void Dispose() => _folder.Dispose();

    private void Add(SqliteConnection connection, string kind)
    {
        var audio = TestAudio.Wav(++_number, 2.1);
        var fileId = kind == "silent" ? null : Store(audio);
        var id = (long)connection.Scalar(
            "INSERT INTO tracks (title, artist, file_id, file_size, content_type, extra, created_at) VALUES "
            + "($title, $artist, $file, $size, 'audio/wav', $extra, '2026-01-02T03:04:05.000Z') RETURNING id",
            ("$title", $"Track {_number}"), ("$artist", $"Artist {_number % 7}"), ("$file", fileId),
            ("$size", audio.Length), ("$extra", ExtraOf(kind, fileId)))!;
        SqliteTags.Set(connection, id, [], kind == "tagged" ? ["mine", "ambient"] : ["mine"], DateTimeOffset.UnixEpoch);
        if (!_files.TryGetValue(kind, out var files))
            _files[kind] = files = [];
        files.Add(fileId ?? "");
    }

    private string Store(byte[] audio)
    {
        var fileId = Recordings.IdOf(audio);
        var folder = System.IO.Path.Combine(Path, "audio", fileId[..2]);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(System.IO.Path.Combine(folder, fileId), audio);
        return fileId;
    }

    private static string ExtraOf(string kind, string? fileId)
    {
        const string Ambient = """[{"name":"ambient","confidence":0.5}]""";
        return kind switch
        {
            "fresh" =>
                $$"""{"theirs":1,"genre_predictions":{{Ambient}}"""
                + $$""","genre_predictions_file_id":"{{fileId}}","genre_predictions_model":"{{Model}}"}""",
            "empty" => $$"""{"genre_predictions":[],"genre_predictions_file_id":"{{fileId}}"}""",
            "wished" =>
                $$"""{"auto_tag":true,"genre_predictions":{{Ambient}},"genre_predictions_file_id":"{{fileId}}"}""",
            "tagged" =>
                $$$"""{"genre_predictions":{{{Ambient}}}"""
                + $$$""","genre_predictions_file_id":"{{{fileId}}}","genre_auto_tags":"""
                + $$$"""{"file_id":"{{{fileId}}}","names":["ambient"]}}""",
            "stale" => $$"""{"theirs":1,"genre_predictions":{{Ambient}},"genre_predictions_file_id":"former"}""",
            "failed" =>
                """{"genre_classification_failure":"""
                + $$$"""{"file_id":"{{{fileId}}}","reason":"audio_rejected","at":"2026-01-01T00:00:00.000Z"}}""",
            "silent" or "missing" => "{}",
            _ => throw new ArgumentException($"There is no kind of tracks '{kind}'.", nameof(kind)),
        };
    }
}
