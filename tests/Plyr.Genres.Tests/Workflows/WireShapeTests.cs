using System.Text.Json;
using System.Text.Json.Serialization;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 16: one wire form, whatever a host's serializer options are.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 16)]
internal sealed class WireShapeTests
{
    private const string Json = """{"track_id":668,"tags":[{"name":"ambient","score":0.1999}],"available":true}""";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions WithoutDefaults = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private static readonly TestCaseData<JsonSerializerOptions>[] Options =
    [
        new(new JsonSerializerOptions()) { TestName = "defaults" },
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web))
        {
            TestName = "web: camelCase, numbers from strings",
        },
        new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase }) { TestName = "camelCase" },
        new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper })
        {
            TestName = "KEBAB-CASE",
        },
        new(new JsonSerializerOptions { PropertyNamingPolicy = null }) { TestName = "PascalCase" },
        new(new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault })
        {
            TestName = "defaults left out",
        },
        new(new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull })
        {
            TestName = "nulls left out",
        },
        new(new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString })
        {
            TestName = "numbers as strings",
        },
        new(new JsonSerializerOptions { IgnoreReadOnlyProperties = true, IncludeFields = true })
        {
            TestName = "fields, no read-only properties",
        },
        new(new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } })
        {
            TestName = "enums as strings",
        },
        new(new JsonSerializerOptions { ReferenceHandler = ReferenceHandler.IgnoreCycles })
        {
            TestName = "cycles ignored",
        },
        new(new JsonSerializerOptions { TypeInfoResolver = WireContext.Default }) { TestName = "source-generated" },
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = WireContext.Default })
        {
            TestName = "source-generated, web",
        },
    ];

    [TestCaseSource(nameof(Options))]
    public void The_form_is_the_same_under_any_options(JsonSerializerOptions options) =>
        Assert.That(JsonSerializer.Serialize(Recommendations(668), options), Is.EqualTo(Json));

    [Test]
    public void Indented_it_is_the_same_but_for_white_space()
    {
        var json = JsonSerializer.Serialize(Recommendations(668), Indented);
        Assert.That(json, Does.Contain("\n"));
        Assert.That(JsonSerializer.Serialize(JsonElement.Parse(json)), Is.EqualTo(Json));
    }

    [Test]
    public void Values_that_are_defaults_are_written_although_defaults_are_left_out()
    {
        var recommendations = new TagRecommendations
        {
            TrackId = 0,
            Tags = [new RecommendedTag("dub", 0)],
            Available = false,
            Status = RecommendationStatus.Failed,
            Failure = GenreClassificationFailure.TimedOut,
        };
        Assert.That(
            JsonSerializer.Serialize(recommendations, WithoutDefaults),
            Is.EqualTo("""{"track_id":0,"tags":[{"name":"dub","score":0}],"available":false}"""));
    }

    [Test]
    public void Nothing_to_suggest_is_an_empty_list() =>
        Assert.That(
            JsonSerializer.Serialize(new TagRecommendations { TrackId = 1 }),
            Is.EqualTo("""{"track_id":1,"tags":[],"available":true}"""));

    [Test]
    public void A_text_stays_a_text_and_a_guid_is_its_lower_case_text()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonSerializer.Serialize(Recommendations("668")), Does.StartWith("""{"track_id":"668","""));
            Assert.That(
                JsonSerializer.Serialize(Recommendations(Guid.Parse("0F8FAD5B-D9CB-469F-A165-70867728950E"))),
                Does.StartWith("""{"track_id":"0f8fad5b-d9cb-469f-a165-70867728950e","""));
            Assert.That(
                JsonSerializer.Serialize(Recommendations(long.MaxValue)),
                Does.StartWith("""{"track_id":9223372036854775807,"""));
        }
    }

    [TestCaseSource(nameof(Options))]
    public void It_reads_back_as_it_was_written(JsonSerializerOptions options)
    {
        var read = JsonSerializer.Deserialize<TagRecommendations>(Json, options)!;
        Assert.That(
            (read.TrackId, read.Tags.Single(), read.Available),
            Is.EqualTo(((TrackId)668, new RecommendedTag("ambient", 0.1999), true)));
    }

    private static TagRecommendations Recommendations(TrackId id) =>
        new() { TrackId = id, Tags = [new RecommendedTag("ambient", 0.1999)] };
}

[JsonSerializable(typeof(TagRecommendations))]
internal sealed partial class WireContext : JsonSerializerContext;
