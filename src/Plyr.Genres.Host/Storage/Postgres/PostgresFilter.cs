namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Provides the filters as SQL conditions, for a partial index and the queries that use it.
/// </summary>
/// <remarks>
/// A condition excludes only tracks that certainly don't match. Documents that PostgreSQL may read differently, such as
/// those with unusual dates, are included, and <see cref="TrackFilterExtensions.Matches"/> decides. PostgreSQL uses the
/// index only if a query contains the same condition.
/// </remarks>
internal static class PostgresFilter
{
    public const string IndexName = "tracks_needs_real_model";

    // Strict, because otherwise an array with one object would match like the object.
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

    /// <summary>The condition of <see cref="TrackFilter.NeedsClassification"/> on a row of tracks.</summary>
    public const string NeedsClassification = $"""
        file_id <> '' AND CASE
            WHEN {IsFresh} THEN extra -> 'auto_tag' = 'true'
            ELSE r2_url <> '' AND visibility IN ('public', 'unlisted') AND NOT {HasFailed}
        END
        """;

    /// <summary>The condition of <see cref="TrackFilter.NeedsRealModel"/>, which includes simulated results.</summary>
    public const string NeedsRealModel = $"""
        (({NeedsClassification}) OR (file_id <> '' AND extra ->> 'genre_predictions_model' = 'simulated'))
        """;

    public static string CreateIndex(bool concurrently) =>
        $"CREATE INDEX {(concurrently ? "CONCURRENTLY " : "")}IF NOT EXISTS {IndexName} ON tracks (id) "
        + $"WHERE {NeedsRealModel}";
}
