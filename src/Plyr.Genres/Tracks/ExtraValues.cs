using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plyr.Genres.Tracks;

/// <summary>
/// Reads and writes the library's values in <c>track.extra</c>. A read returns false for an unexpected shape.
/// </summary>
internal static class ExtraValues
{
    public static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null;
    }

    public static bool TryReadPredictions(ref Utf8JsonReader reader, out IReadOnlyList<GenrePrediction>? predictions)
    {
        predictions = null;
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        var list = new List<GenrePrediction>(GenreLabelNormalizer.DefaultTopN);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? name = null;
            double? confidence = null;
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isName = reader.ValueTextEquals("name"u8);
                var isConfidence = !isName && reader.ValueTextEquals("confidence"u8);
                reader.Read();
                if (isName)
                    name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                else if (isConfidence)
                    confidence = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)
                        ? value
                        : null;
                else
                    reader.Skip();
                if ((isName && name is null) || (isConfidence && confidence is not (>= 0 and <= 1)))
                    return false;
            }

            if (name is null || confidence is null)
                return false;
            list.Add(new GenrePrediction(name, confidence.Value));
        }

        predictions = list.AsReadOnly();
        return true;
    }

    public static bool TryReadAutoTags(ref Utf8JsonReader reader, out GenreAutoTags? autoTags)
    {
        autoTags = null;
        if (!TryReadObject(ref reader, ExtraJsonContext.Default.AutoTagsJson, out var json)
            || json is not { FileId: { } fileId, Names: { } names })
        {
            return false;
        }

        var texts = names.OfType<string>().ToArray();
        if (texts.Length != names.Length)
            return false;
        autoTags = new GenreAutoTags(fileId, texts);
        return true;
    }

    public static bool TryReadFailure(ref Utf8JsonReader reader, out RecordedFailure? failure)
    {
        failure = null;
        if (!TryReadObject(ref reader, ExtraJsonContext.Default.FailureJson, out var json)
            || json is not { FileId: { } fileId, Reason: { } reason, At: { } at })
        {
            return false;
        }

        failure = new RecordedFailure(fileId, reason, at);
        return true;
    }

    public static bool TryReadAttempts(ref Utf8JsonReader reader, out FailedAttempts? attempts)
    {
        attempts = null;
        if (!TryReadObject(ref reader, ExtraJsonContext.Default.AttemptsJson, out var json)
            || json is not { FileId: { } fileId, Count: >= 1 and var count })
        {
            return false;
        }

        attempts = new FailedAttempts(fileId, count);
        return true;
    }

    public static bool TryReadClaim(ref Utf8JsonReader reader, out RunClaim? claim)
    {
        claim = null;
        if (!TryReadObject(ref reader, ExtraJsonContext.Default.ClaimJson, out var json)
            || json is not { FileId: { } fileId, Until: { } until })
        {
            return false;
        }

        claim = new RunClaim(fileId, until);
        return true;
    }

    public static bool TryReadLabelScores(ref Utf8JsonReader reader, out GenreLabelScores? scores)
    {
        scores = TryReadObject(ref reader, ExtraJsonContext.Default.LabelScoresJson, out var json)
            && json is { FileId: { } fileId, Scores: { } encoded }
                ? GenreLabelScores.Read(fileId, json.Model, encoded)
                : null;
        return scores is not null;
    }

    public static string Write(string text) => JsonSerializer.Serialize(text, ExtraJsonContext.Default.String);

    public static string Write(IReadOnlyList<GenrePrediction> predictions) =>
        JsonSerializer.Serialize(predictions, ExtraJsonContext.Default.IReadOnlyListGenrePrediction);

    public static string Write(GenreAutoTags autoTags) =>
        JsonSerializer.Serialize(
            new AutoTagsJson(autoTags.FileId, [.. autoTags.Names]), ExtraJsonContext.Default.AutoTagsJson);

    public static string Write(RecordedFailure failure) => JsonSerializer.Serialize(
        new FailureJson(
            failure.FileId, failure.Reason, failure.At.ToUniversalTime()), ExtraJsonContext.Default.FailureJson);

    public static string Write(RunClaim claim) =>
        JsonSerializer.Serialize(
            new ClaimJson(claim.FileId, claim.Until.ToUniversalTime()), ExtraJsonContext.Default.ClaimJson);

    public static string Write(FailedAttempts attempts) =>
        JsonSerializer.Serialize(
            new AttemptsJson(attempts.FileId, attempts.Count), ExtraJsonContext.Default.AttemptsJson);

    public static string WriteLabelScores(string fileId, string? model, byte[] scores) =>
        JsonSerializer.Serialize(new LabelScoresJson(fileId, model, scores), ExtraJsonContext.Default.LabelScoresJson);

    private static bool TryReadObject<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type, out T? value)
    {
        value = default;
        try
        {
            value = JsonSerializer.Deserialize(ref reader, type);
            return value is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
