namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// The filters in PostgreSQL's language, for a partial index and for the queries that read through it.
/// </summary>
/// <remarks>
/// It leaves out only what certainly needs nothing. A document that is read in another way by JSON's corner cases (a
/// day that some calendars have) stays in, and <see cref="TrackFilterExtensions.Matches"/> decides. The index is used
/// where a query says exactly this text.
/// </remarks>
internal static class PostgresFilter
{
    public const string IndexName = "tracks_needs_real_model";

    /// <summary>Strict, because otherwise an array of one object would pass for the object.</summary>
    private const string FailureShape =
        """strict $.genre_classification_failure ? (@.file_id.type() == "string" && @.reason.type() == "string" """
        + """&& @.at like_regex "^[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)"""
        + """|(0[13578]|1[02])-31)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,7})?(Z|[+-]00:00)$")""";

    private const string BadPrediction =
        """$.genre_predictions[*] ? (!(@.type() == "object" && @.name.type() == "string" """
        + """&& @.confidence.type() == "number" && @.confidence >= 0 && @.confidence <= 1))""";

    private const string IsFresh = $"""
        jsonb_typeof(extra -> 'genre_predictions_file_id') = 'string'
            AND extra ->> 'genre_predictions_file_id' IN (file_id, nullif(original_file_id, ''))
            AND jsonb_typeof(extra -> 'genre_predictions') = 'array' AND NOT extra @? '{BadPrediction}'
        """;

    private const string HasFailed = $"""
        (extra @? '{FailureShape}' AND extra #>> '{"{genre_classification_failure,file_id}"}'
            IN (file_id, nullif(original_file_id, ''))) IS TRUE
        """;

    /// <summary>The condition over a row of tracks.</summary>
    public const string NeedsClassification = $"""
        file_id <> '' AND CASE
            WHEN {IsFresh} THEN extra -> 'auto_tag' = 'true'
            ELSE r2_url <> '' AND visibility IN ('public', 'unlisted') AND NOT {HasFailed}
        END
        """;

    /// <summary>The condition over a row of tracks, with the tracks whose answer a simulator made.</summary>
    public const string NeedsRealModel = $"""
        (({NeedsClassification}) OR (file_id <> '' AND extra ->> 'genre_predictions_model' = 'simulated'))
        """;

    public static string CreateIndex(bool concurrently) =>
        $"CREATE INDEX {(concurrently ? "CONCURRENTLY " : "")}IF NOT EXISTS {IndexName} ON tracks (id) "
        + $"WHERE {NeedsRealModel}";
}
