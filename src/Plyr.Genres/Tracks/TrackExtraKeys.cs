namespace Plyr.Genres;

/// <summary>
/// Provides the keys of <c>track.extra</c> that belong to genre tagging. Every other key is foreign and survives every
/// write.
/// </summary>
public static class TrackExtraKeys
{
    /// <summary>The predictions: <c>[{"name": "ambient", "confidence": 0.1999}]</c>.</summary>
    public const string Predictions = "genre_predictions";

    /// <summary>
    /// The id of the file that the predictions were computed from; always written together with them.
    /// </summary>
    public const string PredictionsFileId = "genre_predictions_file_id";

    /// <summary>The model that gave the predictions.</summary>
    public const string PredictionsModel = "genre_predictions_model";

    /// <summary>JSON <c>true</c> while the auto-tags that the uploader asked for are pending.</summary>
    public const string AutoTag = "auto_tag";

    /// <summary>The tags that the library added: <c>{"file_id", "names"}</c>.</summary>
    public const string AutoTags = "genre_auto_tags";

    /// <summary>Why the file can't be classified: <c>{"file_id", "reason", "at"}</c>.</summary>
    public const string Failure = "genre_classification_failure";

    /// <summary>The claim of a process that is about to pay for the file: <c>{"file_id", "until"}</c>.</summary>
    public const string Claim = "genre_classification_claim";

    /// <summary>
    /// The number of runs that failed because the model could not fetch the audio: <c>{"file_id", "count"}</c>.
    /// </summary>
    public const string Attempts = "genre_classification_attempts";

    /// <summary>
    /// The scores of all labels that gave the predictions: <c>{"file_id", "model", "scores"}</c>. The scores are base64
    /// of 400 little-endian 16-bit numbers of ten-thousandths, in the order of <see cref="GenreLabels.All"/>.
    /// </summary>
    public const string LabelScores = "genre_label_scores";

    /// <summary>Gets all of these keys.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Predictions, PredictionsFileId, PredictionsModel, AutoTag, AutoTags, Failure, Claim, Attempts, LabelScores];

    /// <summary>The keys that an answer of the model writes.</summary>
    internal static IReadOnlyList<string> OfPredictions { get; } =
        [Predictions, PredictionsFileId, PredictionsModel, LabelScores, AutoTags];
}
