using System.Diagnostics;
using System.Text.Json;

namespace Plyr.Genres.Tracks;

/// <summary>Reads the library's keys from <c>track.extra</c> in one pass.</summary>
internal ref struct TrackExtraReader
{
    private IReadOnlyList<GenrePrediction>? _predictions;
    private string? _predictionsFileId;
    private string? _predictionsModel;
    private bool _autoTag;
    private GenreAutoTags? _autoTags;
    private RecordedFailure? _failure;
    private RunClaim? _claim;
    private FailedAttempts? _attempts;
    private GenreLabelScores? _labelScores;
    private List<string>? _unreadable;

    public static TrackExtra Read(ReadOnlySpan<byte> utf8Json)
    {
        utf8Json = ExtraDocument.Trim(utf8Json);
        if (utf8Json.IsEmpty)
            return TrackExtra.Empty;
        try
        {
            var reader = ExtraDocument.CreateReader(utf8Json);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                return TrackExtra.Empty;
            if (reader.TokenType != JsonTokenType.StartObject)
                return new TrackExtra { IsUnreadable = true };
            var result = new TrackExtraReader();
            return result.ReadObject(ref reader);
        }
        catch (JsonException)
        {
            return new TrackExtra { IsUnreadable = true };
        }
    }

    private TrackExtra ReadObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = ExtraDocument.OwnKey(in reader);
            reader.Read();
            if (key is null)
                reader.Skip();
            else
                ReadValue(key, ref reader);
        }

        // Throws if there is trailing data after the object.
        reader.Read();
        return new TrackExtra
        {
            Predictions = _predictions,
            PredictionsFileId = _predictionsFileId,
            PredictionsModel = _predictionsModel,
            AutoTag = _autoTag,
            AutoTags = _autoTags,
            Failure = _failure,
            Claim = _claim,
            Attempts = _attempts,
            LabelScores = _labelScores,
            UnreadableKeys = _unreadable ?? (IReadOnlyList<string>)[],
        };
    }

    /// <summary>Reads one value and moves past it, whatever its shape.</summary>
    private void ReadValue(string key, ref Utf8JsonReader reader)
    {
        var value = reader;
        if (TryReadValue(key, ref value))
        {
            reader = value;
            return;
        }

        (_unreadable ??= []).Add(key);
        reader.Skip();
    }

    private bool TryReadValue(string key, ref Utf8JsonReader reader)
    {
        try
        {
            return key switch
            {
                TrackExtraKeys.Predictions => ExtraValues.TryReadPredictions(ref reader, out _predictions),
                TrackExtraKeys.PredictionsFileId => ExtraValues.TryReadText(ref reader, out _predictionsFileId),
                TrackExtraKeys.PredictionsModel => ExtraValues.TryReadText(ref reader, out _predictionsModel),
                TrackExtraKeys.AutoTag => ReadFlag(ref reader, out _autoTag),
                TrackExtraKeys.AutoTags => ExtraValues.TryReadAutoTags(ref reader, out _autoTags),
                TrackExtraKeys.Failure => ExtraValues.TryReadFailure(ref reader, out _failure),
                TrackExtraKeys.Attempts => ExtraValues.TryReadAttempts(ref reader, out _attempts),
                TrackExtraKeys.LabelScores => ExtraValues.TryReadLabelScores(ref reader, out _labelScores),
                TrackExtraKeys.Claim => ExtraValues.TryReadClaim(ref reader, out _claim),
                _ => throw new UnreachableException(),
            };
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid UTF-8, or has half a surrogate pair, is valid JSON but not a string.
            return false;
        }
    }

    /// <summary>Only <c>true</c> asks for auto-tags. Other values are not unexpected shapes.</summary>
    private static bool ReadFlag(ref Utf8JsonReader reader, out bool flag)
    {
        flag = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return true;
    }
}
