using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plyr.Genres.Tracks;

/// <summary>Reads the library's keys from <c>track.extra</c> in one pass.</summary>
internal static class TrackExtraReader
{
    private static readonly string[] OwnKeys = [.. TrackExtraKeys.All];

    public static TrackExtra Read(ReadOnlySpan<byte> utf8Json)
    {
        utf8Json = Trim(utf8Json);
        if (utf8Json.IsEmpty)
            return TrackExtra.Empty;
        try
        {
            var reader = CreateReader(utf8Json);
            reader.Read();
            return reader.TokenType switch
            {
                JsonTokenType.Null => TrackExtra.Empty,
                JsonTokenType.StartObject => ReadObject(ref reader),
                _ => new TrackExtra { IsUnreadable = true },
            };
        }
        catch (JsonException)
        {
            return new TrackExtra { IsUnreadable = true };
        }
    }

    /// <summary>Returns the document without a leading byte order mark and white space.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        return utf8Json.TrimStart(" \t\r\n"u8);
    }

    /// <summary>Creates a reader without a limit on depth, because other systems nest freely.</summary>
    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> utf8Json) =>
        new(utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>Returns which of some keys the reader is at; null for any other key.</summary>
    public static string? FindKey(in Utf8JsonReader reader, string[] keys)
    {
        try
        {
            foreach (var key in keys)
            {
                if (reader.ValueTextEquals(key))
                    return key;
            }
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair is valid JSON, but not text.
        }

        return null;
    }

    private static TrackExtra ReadObject(ref Utf8JsonReader reader)
    {
        var extra = new TrackExtra();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = FindKey(in reader, OwnKeys);
            reader.Read();
            var value = reader;
            if (key is not null && !TryRead(key, ref value, extra))
                extra.UnreadableKeys = [.. extra.UnreadableKeys, key];
            reader.Skip();
        }

        // Throws if there is trailing data after the object.
        reader.Read();
        return extra;
    }

    private static bool TryRead(string key, ref Utf8JsonReader reader, TrackExtra extra) => key switch
    {
        TrackExtraKeys.Predictions => (extra.Predictions = ReadPredictions(ref reader)) is not null,
        TrackExtraKeys.PredictionsFileId => (extra.PredictionsFileId = ReadText(ref reader)) is not null,
        TrackExtraKeys.PredictionsModel => (extra.PredictionsModel = ReadText(ref reader)) is not null,
        TrackExtraKeys.AutoTag => ReadFlag(in reader, extra),
        TrackExtraKeys.AutoTags => (extra.AutoTags = ReadAutoTags(ref reader)) is not null,
        TrackExtraKeys.Failure => (extra.Failure = Read(ref reader, ExtraJson.Default.RecordedFailure)) is not null,
        TrackExtraKeys.Claim => (extra.Claim = Read(ref reader, ExtraJson.Default.RunClaim)) is not null,
        TrackExtraKeys.Attempts => (extra.Attempts = ReadAttempts(ref reader)) is not null,
        TrackExtraKeys.LabelScores => (extra.LabelScores = ReadLabelScores(ref reader)) is not null,
        _ => throw new UnreachableException(),
    };

    // Only true asks for auto-tags. Other values are not unexpected shapes.
    private static bool ReadFlag(in Utf8JsonReader reader, TrackExtra extra)
    {
        extra.AutoTag = reader.TokenType == JsonTokenType.True;
        return true;
    }

    private static string? ReadText(ref Utf8JsonReader reader) => Read(ref reader, ExtraJson.Default.String);

    private static IReadOnlyList<GenrePrediction>? ReadPredictions(ref Utf8JsonReader reader)
    {
        var predictions = Read(ref reader, ExtraJson.Default.PredictionJsonArray);
        return predictions?.All(prediction => prediction is { Confidence: >= 0 and <= 1 }) == true
            ? [.. predictions.Select(prediction => new GenrePrediction(prediction.Name, prediction.Confidence))]
            : null;
    }

    private static GenreAutoTags? ReadAutoTags(ref Utf8JsonReader reader) =>
        Read(ref reader, ExtraJson.Default.GenreAutoTags) is { } tags && tags.Names.All(name => name is not null)
            ? tags
            : null;

    private static FailedAttempts? ReadAttempts(ref Utf8JsonReader reader) =>
        Read(ref reader, ExtraJson.Default.FailedAttempts) is { Count: >= 1 } attempts ? attempts : null;

    private static GenreLabelScores? ReadLabelScores(ref Utf8JsonReader reader) =>
        Read(ref reader, ExtraJson.Default.LabelScoresJson) is { } json
            ? GenreLabelScores.Read(json.FileId, json.Model, json.Scores)
            : null;

    /// <summary>Reads one value; null when it has an unexpected shape.</summary>
    private static T? Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second for a text that is not valid UTF-8, or has half a surrogate pair.
            return null;
        }
    }
}
