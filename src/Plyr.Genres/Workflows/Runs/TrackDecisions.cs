using System.Text.Json;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>The decisions that the library takes on a row as it is (rules 14, 20 to 22, 25, 27 and 34). Pure, so a store may repeat them.</summary>
internal static class TrackDecisions
{
    /// <summary>Stores an answer and settles a pending wish for auto-tags, in one write. Null when the track has other audio now.</summary>
    public static TrackDecision? StoreAnswer(Track track, string fileId, ModelAnswer answer, int? maxTags)
    {
        if (track.FileId != fileId)
            return null;
        var extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.Predictions] = JsonSerializer.Serialize(answer.Predictions, ExtraJsonContext.Default.IReadOnlyListGenrePrediction),
            [TrackExtraKeys.PredictionsFileId] = ToJson(fileId),
            [TrackExtraKeys.PredictionsModel] = answer.Model is null ? null : ToJson(answer.Model),
            [TrackExtraKeys.Failure] = null,
            [TrackExtraKeys.Claim] = null,
        };
        return AutoTagDecision.Decide(track, fileId, answer.AutoTagNames, maxTags, extra);
    }

    /// <summary>Rule 21: settles a pending wish for auto-tags from stored predictions, of which others may have written names that rule 2 drops. Null when there is none, or nothing fresh.</summary>
    public static TrackDecision? SettleStored(Track track, AutoTagPolicy policy, int? maxTags) =>
        track.IsFresh && track.Extra.AutoTag
            ? AutoTagDecision.Decide(track, track.FileId!, policy.Select(track.Extra.Predictions!.Where(prediction => GenreName.IsUsable(prediction.Name)).ToArray()), maxTags, [])
            : null;

    /// <summary>Rule 25: records that this audio can't be classified. Null when the track has other audio now.</summary>
    public static TrackChange? RecordFailure(Track track, string fileId, GenreClassificationFailure failure, DateTimeOffset now)
    {
        if (track.FileId != fileId)
            return null;
        var json = new FailureJson(fileId, FailureReason.ToText(failure), now.ToUniversalTime());
        return new TrackChange
        {
            Extra = new Dictionary<string, string?>
            {
                [TrackExtraKeys.Failure] = JsonSerializer.Serialize(json, ExtraJsonContext.Default.FailureJson),
                [TrackExtraKeys.Claim] = null,
            },
        };
    }

    /// <summary>Rule 27: claims the run for this process.</summary>
    public static TrackChange Claim(string fileId, DateTimeOffset until) =>
        ChangeClaim(JsonSerializer.Serialize(new ClaimJson(fileId, until.ToUniversalTime()), ExtraJsonContext.Default.ClaimJson));

    /// <summary>Gives a claim back after a run that stored nothing. Null when the track has other audio now, whose claim is not ours.</summary>
    public static TrackChange? ReleaseClaim(Track track, string fileId) => track.Extra.Claim?.FileId == fileId ? ChangeClaim(null) : null;

    /// <summary>Rule 34: removes our keys and our own tags.</summary>
    public static TrackChange Forget(Track track) => new()
    {
        Extra = TrackExtraKeys.All.ToDictionary(key => key, _ => (string?)null),
        RemoveTags = AutoTagDecision.StillOwn(track),
    };

    private static TrackChange ChangeClaim(string? json) => new() { Extra = new Dictionary<string, string?> { [TrackExtraKeys.Claim] = json } };

    private static string ToJson(string text) => JsonSerializer.Serialize(text, ExtraJsonContext.Default.String);
}
