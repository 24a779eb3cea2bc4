using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Audit;

/// <summary>Rule 33: what is known about all tracks.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 33)]
internal sealed class AuditTests
{
    [Test]
    public async Task Each_track_is_exactly_one_of_fresh_failed_stale_and_missing()
    {
        await using var flow = WithEachKind();
        var report = await AuditAsync(flow);
        Assert.Multiple(() =>
        {
            Assert.That(report, Has.Property("Total").EqualTo(8)
            .And.Property("Fresh").EqualTo(3).And.Property("Empty").EqualTo(1)
                .And.Property("Failed").EqualTo(2).And.Property("Stale").EqualTo(1).And.Property("Missing").EqualTo(2));
            Assert.That(
                report.FailedByReason,
                Is.EqualTo(new Dictionary<string, long> { ["audio_rejected"] = 1, ["malformed_output"] = 1 }));
            Assert.That(report.Fresh + report.Failed + report.Stale + report.Missing, Is.EqualTo(report.Total));
        });
    }

    [Test]
    public async Task Auto_tagged_and_pending_tracks_are_counted_besides()
    {
        await using var flow = WithEachKind();
        Assert.That(await AuditAsync(flow), Has.Property("AutoTagged").EqualTo(1).And.Property("Pending").EqualTo(1));
    }

    [Test]
    public async Task Simulated_answers_are_counted_where_they_are_fresh()
    {
        await using var flow = new Flow();
        const string Simulated = """{"genre_predictions_model":"simulated",""";
        flow.Put(Simulated + Flow.Stored("a", ("rock", 0.9))[1..], id: 1);
        flow.Put(Simulated + Flow.Stored("a", ("dub", 0.9))[1..], id: 2);
        flow.Put(Simulated + Flow.Stored("old", ("rock", 0.9))[1..], id: 3);
        flow.Put(Flow.Stored("a", ("rock", 0.9)), id: 4);

        var report = await AuditAsync(flow);

        Assert.That(report.Simulated, Is.EqualTo(2));
        Assert.That(report.Fresh, Is.EqualTo(3));
        Assert.That(report.Stale, Is.EqualTo(1));
    }

    [Test]
    public async Task Artists_are_listed_by_their_processed_tracks_with_the_count_of_each_state()
    {
        await using var flow = WithEachKind();

        var report = await AuditAsync(flow);

        Assert.That(report.Artists, Is.EqualTo(new[]
        {
            new AuditedArtist { Artist = "b", Fresh = 2, Failed = 2, Stale = 1 },
            new AuditedArtist { Artist = "a", Fresh = 1 },
        }));
    }

    [Test]
    public async Task Artists_with_as_many_come_by_name_and_tracks_without_one_are_counted_together()
    {
        await using var flow = new Flow();
        foreach (var (id, artist) in new[] { (1, "b"), (2, "a"), (3, null), (4, (string?)null) })
            flow.Rows.Put(new Track { Id = id, FileId = "a", Artist = artist }, Flow.Stored("a"));
        Assert.That((await AuditAsync(flow)).Artists, Is.EqualTo(new[]
        {
            new AuditedArtist { Fresh = 2 },
            new AuditedArtist { Artist = "a", Fresh = 1 },
            new AuditedArtist { Artist = "b", Fresh = 1 },
        }));
    }

    [Test]
    public async Task Reasons_of_failures_come_by_name()
    {
        await using var flow = new Flow();
        foreach (var (id, reason) in new[] { (1, "malformed_output"), (2, "audio_rejected") })
            flow.Put(
                $$"""{"genre_classification_failure":{"file_id":"a","reason":"{{reason}}","at":"2026-01-01T00:00:"""
                + """00Z"} }""",
                id: id);
        Assert.That(
            (await AuditAsync(flow)).FailedByReason.Keys, Is.EqualTo(new[] { "audio_rejected", "malformed_output" }));
    }

    [Test]
    public async Task Each_processed_track_is_reported_in_the_order_of_the_store()
    {
        await using var flow = WithEachKind();
        var tracks = new List<AuditedTrack>();
        await AuditAsync(flow, new AuditOptions { OnProcessedTrack = tracks.Add });
        Assert.That(tracks.Select(track => track.Id), Is.EqualTo(new TrackId[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(tracks[3].State, Is.EqualTo(GenreState.Failed));
        Assert.That(tracks[3].FailureReason, Is.EqualTo("audio_rejected"));
        Assert.That(tracks[5].State, Is.EqualTo(GenreState.Stale));
        Assert.That(
            tracks[0],
            Has.Property("Artist")
                .EqualTo("a").And
                .Property("Title")
                .EqualTo("one").And
                .Property("FileId")
                .EqualTo("f").And
                .Property("Model")
                .EqualTo("m"));
        Assert.That(tracks[0].AutoTags, Is.EqualTo(new[] { "rock" }), "pop is on record, but no longer on the track");
    }

    [Test]
    public async Task The_report_has_a_JSON_form_with_names_in_snake_case()
    {
        await using var flow = WithEachKind();
        var json = JsonSerializer.SerializeToElement(await AuditAsync(flow), PlyrGenresJsonContext.Default.AuditReport);
        Assert.That(json.GetProperty("failed_by_reason").GetProperty("audio_rejected").GetInt64(), Is.EqualTo(1));
        Assert.That(json.GetProperty("auto_tagged").GetInt64(), Is.EqualTo(1));
        Assert.That(json.GetProperty("artists")[0].GetProperty("processed").GetInt64(), Is.EqualTo(5));
    }

    [Test]
    public async Task It_pages_through_more_tracks_than_a_page_holds()
    {
        await using var flow = new Flow();
        for (var id = 1; id <= 1001; id++)
            flow.Put(id: id);
        Assert.That((await AuditAsync(flow)).Missing, Is.EqualTo(1001));
    }

    private static Task<AuditReport> AuditAsync(Flow flow, AuditOptions? options = null) =>
        flow.Services.GetRequiredService<GenreAudit>().RunAsync(options);

    private static Flow WithEachKind()
    {
        var flow = new Flow();
        Put(
            1,
            "a",
            """{"genre_predictions":[{"name":"rock","confidence":0.5}]"""
            + ""","genre_predictions_file_id":"f","genre_predictions_model":"m","genre_auto_tags":"""
            + """{"file_id":"f","names":["rock","pop"]}}""",
            "rock");
        Put(2, "b", """{"genre_predictions":[],"genre_predictions_file_id":"f"}""");
        Put(
            3,
            "b",
            """{"genre_predictions":[{"name":"rock","confidence":0.5}]"""
            + ""","genre_predictions_file_id":"f","auto_tag":true}""");
        Put(
            4,
            "b",
            """{"genre_classification_failure":{"file_id":"f","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00Z"}}""");
        Put(
            5,
            "b",
            """{"genre_predictions":[],"genre_predictions_file_id":"old","genre_classification_failure":"""
            + """{"file_id":"f","reason":"malformed_output","at":"2026-01-01T00:00:00Z"}}""");
        Put(6, "b", """{"genre_predictions":[],"genre_predictions_file_id":"old"}""");
        Put(
            7,
            "b",
            """{"genre_classification_failure":{"file_id":"old","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00Z"}}""");
        Put(8, "c", "null");
        return flow;

        void Put(int id, string artist, string extra, params string[] tags) => flow.Rows.Put(
            new Track { Id = id, FileId = "f", Artist = artist, Title = id == 1 ? "one" : null, Tags = tags }, extra);
    }
}
