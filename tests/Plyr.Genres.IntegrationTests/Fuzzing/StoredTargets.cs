using System.Text.Json;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary><c>track.extra</c> as other systems wrote it.</summary>
internal static class StoredTargets
{
    private static readonly TrackChange Change = new()
    {
        Extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.Predictions] = """[{"name":"punk","confidence":0.5}]""",
            [TrackExtraKeys.PredictionsFileId] = "\"b\"",
            [TrackExtraKeys.AutoTag] = null,
        },
        AddTags = ["punk"],
    };

    public static FuzzTarget Extra { get; } = new("track.extra", () => Read, Text.All(
        """{"genre_predictions":[{"name":"ambient","confidence":0.1999},{"name":"drone","confidence":0}]"""
        + ""","genre_predictions_file_id":"a","auto_tag":true,"album":"x","nested":{"a":[1,2,{"b":null}]}}""",
        """{"genre_auto_tags":{"file_id":"a","names":["ambient"]},"genre_classification_failure":"""
        + """{"file_id":"a","reason":"audio_rejected","at":"2026-01-02T03:04:05Z"},"genre_classification_claim":"""
        + """{"file_id":"a","until":"2026-01-02T03:06:20Z"}}""",
        """{"genre_predictions_model":"1532dd06","\u0061uto_tag":true}""",
        "null"));

    private static void Read(ReadOnlySpan<byte> input)
    {
        var extra = TrackExtra.Parse(input);
        foreach (var prediction in extra.Predictions ?? [])
            Demand.That(
                prediction is { Name: not null, Confidence: >= 0 and <= 1 },
                "A stored prediction has a name and a confidence.");

        var written = Change.ApplyTo(input);
        var read = TrackExtra.Parse(written);
        Demand.That(
            read is { IsUnreadable: false, PredictionsFileId: "b", AutoTag: false, Predictions: [{ Name: "punk" }] },
            "What was written is read.");
        if (extra.IsUnreadable)
            Demand.That(read.UnreadableKeys.Count == 0, "An unreadable document counts as empty.");
        Demand.That(
            JsonSerializer.Deserialize<JsonElement>(written, Deep).ValueKind == JsonValueKind.Object,
            "What was written is a JSON object.");
    }

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 100_000 };
}
