using System.Buffers.Binary;
using System.Text.Json;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>
/// A SQLite library whose tracks have predictions with kept scores, each of its own, and an auto-tag.
/// </summary>
internal sealed class ScoredLibrary : IDisposable
{
    private const string Model = PlyrGenresDefaults.ModelVersion;
    private const int PerTransaction = 1000;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    private ScoredLibrary() => _database = new SqliteDatabase(_folder.File("plyr-genres.db"));

    public string Path => _folder.Path;

    /// <summary>Makes a library, with predictions as the normalizer gives them.</summary>
    public static async Task<ScoredLibrary> CreateAsync(int count, GenreLabelNormalizer normalizer)
    {
        var library = new ScoredLibrary();
        await SqliteSchema.EnsureAsync(library._database, CancellationToken.None);
        foreach (var ids in Enumerable.Range(1, count).Chunk(PerTransaction))
        {
            await library._database.WriteAsync(
                connection =>
                {
                    foreach (var id in ids)
                    {
                        var predictions = normalizer.Normalize(ScoresOf(id));
                        connection.Execute(
                            "INSERT INTO tracks (id, title, artist, file_id, file_size, extra, created_at) VALUES "
                            + "($id, $title, 'Artist', $file, 1, $extra, '2026-01-02T03:04:05.000Z')",
                            ("$id", id), ("$title", $"Track {id}"), ("$file", FileOf(id)),
                            ("$extra", ExtraOf(id, predictions)));
                        SqliteTags.Set(
                            connection, id, [], ["mine", .. NamesOfAutoTags(predictions)], DateTimeOffset.UnixEpoch);
                    }

                    return true;
                },
                CancellationToken.None);
        }

        return library;
    }

    /// <summary>
    /// Gives the scores of a track: some tens of labels above 0.05, the others near 0, as the model does.
    /// </summary>
    public static GenreLabelScore[] ScoresOf(int id)
    {
        var random = new Random(id);
        return [.. GenreLabels.All.Select(label => new GenreLabelScore(
            label, random.Next(12) == 0 ? random.Next(500, 7000) / 10_000d : random.Next(0, 200) / 10_000d))];
    }

    /// <summary>Reads the predictions and the tags of all tracks.</summary>
    public IEnumerable<(int Id, IReadOnlyList<GenrePrediction> Predictions, string[] Tags)> ReadTracks()
    {
        using var connection = _database.OpenToRead();
        using var command = connection.Command(
            "SELECT id, extra, (SELECT json_group_array(name) FROM track_tags JOIN tags ON tags.id = tag_id WHERE "
            + "track_id = tracks.id) FROM tracks ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (
                reader.GetInt32(0),
                TrackExtra.Parse(reader.GetString(1)).Predictions!,
                JsonSerializer.Deserialize<string[]>(reader.GetString(2))!);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> NamesOfAutoTags(IEnumerable<GenrePrediction> predictions) =>
        predictions.Take(1).Select(prediction => prediction.Name);

    private static string FileOf(int id) => $"{id:x64}";

    private static string ExtraOf(int id, IReadOnlyList<GenrePrediction> predictions)
    {
        var scores = ScoresOf(id);
        var encoded = new byte[scores.Length * 2];
        for (var i = 0; i < scores.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(
                encoded.AsSpan(i * 2), (ushort)Math.Round(scores[i].Score * 10_000));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["theirs"] = 1,
            ["genre_predictions"] = predictions,
            ["genre_predictions_file_id"] = FileOf(id),
            ["genre_predictions_model"] = Model,
            ["genre_label_scores"] = new
            {
                file_id = FileOf(id),
                model = Model,
                scores = Convert.ToBase64String(encoded),
            },
            ["genre_auto_tags"] = new { file_id = FileOf(id), names = NamesOfAutoTags(predictions) },
        });
    }
}
