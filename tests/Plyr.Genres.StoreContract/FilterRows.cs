using System.Globalization;
using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

/// <summary>
/// Rows of every kind, and whether each needs classification (rules 10 to 13 and 28). Written down, not computed.
/// </summary>
internal static class FilterRows
{
    private const string Fresh =
        """ "genre_predictions": [{"name": "ambient", "confidence": 0.1999}], "genre_predictions_file_id": "file-1" """;
    private const string Stale =
        """ "genre_predictions": [{"name": "ambient", "confidence": 0.1999}], "genre_predictions_file_id": "file-0" """;

    private static readonly (string Name, StoredTrack Row, bool Needed)[] Rows =
    [
        ("nothing stored", Extra("{}"), true),
        ("no extra at all", new StoredTrack { Extra = null }, true),
        ("an extra that is JSON null", Extra("null"), true),
        ("an extra that is an array", Extra($$"""[{ {{Fresh}} }]"""), true),
        (
            "foreign keys only",
            Extra("""{"album": "x", "nested": {"genre_predictions": [], "genre_predictions_file_id": "file-1"}}"""),
            true),
        ("no file", new StoredTrack { FileId = null }, false),
        (
            "an empty file id",
            new StoredTrack { FileId = "", Extra = """{"genre_predictions": [], "genre_predictions_file_id": ""}""" },
            false),
        ("no audio url", new StoredTrack { AudioUrl = null }, false),
        ("fresh", Extra($$"""{ {{Fresh}} }"""), false),
        ("fresh and empty", Extra("""{"genre_predictions": [], "genre_predictions_file_id": "file-1"}"""), false),
        ("fresh with the model's version", Extra($$"""{ {{Fresh}}, "genre_predictions_model": "v1"}"""), false),
        ("fresh and pending", Extra($$"""{ {{Fresh}}, "auto_tag": true}"""), true),
        (
            "fresh and empty and pending",
            Extra("""{"genre_predictions": [], "genre_predictions_file_id": "file-1", "auto_tag": true}"""),
            true),
        (
            "fresh and pending without an audio url",
            Extra($$"""{ {{Fresh}}, "auto_tag": true}""") with { AudioUrl = null },
            true),
        (
            "fresh and pending with a failure of this file",
            Extra($$"""{ {{Fresh}}, "auto_tag": true, {{Failure("file-1")}} }"""),
            true),
        ("fresh with a flag that is false", Extra($$"""{ {{Fresh}}, "auto_tag": false}"""), false),
        ("fresh with a flag that is a number", Extra($$"""{ {{Fresh}}, "auto_tag": 1}"""), false),
        ("fresh with a flag that is a text", Extra($$"""{ {{Fresh}}, "auto_tag": "true"}"""), false),
        ("fresh with a flag that is null", Extra($$"""{ {{Fresh}}, "auto_tag": null}"""), false),
        (
            "fresh with escapes in the keys",
            Extra("""{"genre\u005fpredictions": [], "genre_predictions\u005ffile_id": "file\u002d1"}"""),
            false),
        ("stale", Extra($$"""{ {{Stale}} }"""), true),
        ("stale and pending", Extra($$"""{ {{Stale}}, "auto_tag": true}"""), true),
        ("stale without an audio url", Extra($$"""{ {{Stale}}, "auto_tag": true}""") with { AudioUrl = null }, false),
        ("predictions without a file id", Extra("""{"genre_predictions": []}"""), true),
        ("a file id without predictions", Extra("""{"genre_predictions_file_id": "file-1"}"""), true),
        (
            "a file id in another case",
            Extra("""{"genre_predictions": [], "genre_predictions_file_id": "FILE-1"}"""),
            true),
        (
            "a file id that is a number",
            Extra("""{"genre_predictions": [], "genre_predictions_file_id": 1}""") with { FileId = "1" },
            true),
        (
            "predictions that are null",
            Extra("""{"genre_predictions": null, "genre_predictions_file_id": "file-1"}"""),
            true),
        (
            "predictions that are an object",
            Extra("""{"genre_predictions": {}, "genre_predictions_file_id": "file-1"}"""),
            true),
        (
            "predictions that are texts",
            Extra("""{"genre_predictions": ["ambient"], "genre_predictions_file_id": "file-1"}"""),
            true),
        (
            "a prediction without a confidence",
            Extra("""{"genre_predictions": [{"name": "ambient"}], "genre_predictions_file_id": "file-1"}"""),
            true),
        (
            "a prediction whose confidence is a text",
            Extra(
                """{"genre_predictions": [{"name": "a", "confidence": "0.5"}], "genre_predictions_file_id":"""
                + """ "file-1"}"""),
            true),
        ("a failure of this file", Extra($$"""{ {{Failure("file-1")}} }"""), false),
        ("a failure of this file, pending", Extra($$"""{ {{Failure("file-1")}}, "auto_tag": true}"""), false),
        ("a failure of this file over stale predictions", Extra($$"""{ {{Stale}}, {{Failure("file-1")}} }"""), false),
        ("a failure of another file", Extra($$"""{ {{Failure("file-0")}} }"""), true),
        ("a failure in an unexpected shape", Extra("""{"genre_classification_failure": "file-1"}"""), true),
        (
            "a failure without a reason",
            Extra("""{"genre_classification_failure": {"file_id": "file-1", "at": "2026-01-02T03:04:05.000Z"}}"""),
            true),
        (
            "a failure at no time",
            Extra(
                """{"genre_classification_failure": {"file_id": "file-1", "reason": "audio_rejected", "at":"""
                + """ "then"}}"""),
            true),
        (
            "a claim",
            Extra("""{"genre_classification_claim": {"file_id": "file-1", "until": "2999-01-02T03:04:05.000Z"}}"""),
            true),
        ("simulated", Extra($$"""{ {{Fresh}}, "genre_predictions_model": "simulated"}"""), false),
        (
            "simulated with a failure of this file",
            Extra($$"""{ {{Fresh}}, "genre_predictions_model": "simulated", {{Failure("file-1")}} }"""),
            false),
        (
            "simulated without an audio url",
            Extra($$"""{ {{Fresh}}, "genre_predictions_model": "simulated"}""") with { AudioUrl = null },
            false),
        ("simulated for another file", Extra($$"""{ {{Stale}}, "genre_predictions_model": "simulated"}"""), true),
        ("395 names written by the original", Extra(Original("file-1")), false),
        ("395 names written by the original for another file", Extra(Original("file-0")), true),
        (
            "395 names written by the original, pending",
            Extra(Original("file-1")[..^1] + """, "auto_tag": true}"""),
            true),
    ];

    public static IEnumerable<(StoredTrack Row, bool Needed, bool NeedsRealModel)> All =>
        Rows.Select(row => (row.Row, row.Needed, row.Needed || row.Name == "simulated"));

    public static IEnumerable<TestCaseData> Cases => Rows.Zip(All, (row, needed) =>
        new TestCaseData(row.Row, needed.Needed, needed.NeedsRealModel)
            .SetCategory(StoreTopics.Filters)
            .SetName($"Filters_select_exactly_the_tracks_that_they_name({row.Name})"));

    private static StoredTrack Extra(string extra) => new() { Extra = extra };

    private static string Failure(string fileId) =>
        $$""" "genre_classification_failure": {"file_id": "{{fileId}}", "reason": "audio_rejected", "at":"""
        + """ "2026-01-02T03:04:05.000Z"} """;

    /// <summary>What the original system stores: every name of an answer, and no model version.</summary>
    private static string Original(string fileId)
    {
        var predictions = Enumerable.Range(0, 395).Select(i =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"name": "genre {{i}}", "confidence": {{(395 - i) / 400d:0.0###}}}"""));
        var list = string.Join(", ", predictions);
        return $$"""{"genre_predictions": [{{list}}], "genre_predictions_file_id": "{{fileId}}"}""";
    }
}
