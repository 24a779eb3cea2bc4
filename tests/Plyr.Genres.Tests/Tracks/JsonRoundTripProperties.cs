using System.Text;
using System.Text.Json;
using FsCheck;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>What is written as JSON is read back as it was, under any serializer options.</summary>
[TestFixture]
internal sealed class JsonRoundTripProperties
{
    private static readonly JsonSerializerOptions[] Options =
    [
        new(),
        new(JsonSerializerDefaults.Web),
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper,
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
        },
    ];

    [FsCheck.NUnit.Property]
    public void An_id_from_a_number(long number) => AssertRoundTrip(new TrackId(number));

    [FsCheck.NUnit.Property]
    public void An_id_from_a_guid(Guid guid) => AssertRoundTrip(new TrackId(guid));

    [FsCheck.NUnit.Property(MaxTest = PropertyCases.Many)]
    public void An_id_from_a_text(NonEmptyString text)
    {
        if (IsWellFormed(text.Get))
            AssertRoundTrip(new TrackId(text.Get));
    }

    [FsCheck.NUnit.Property]
    public void Predictions_and_suggested_tags(NonNull<string> name, ushort score)
    {
        if (!IsWellFormed(name.Get))
            return;
        AssertRoundTrip(new GenrePrediction(name.Get, score / 65535d));
        AssertRoundTrip(new RecommendedTag(name.Get, score / 65535d));
    }

    [FsCheck.NUnit.Property]
    public void Recommendations(long id, ushort[] scores, bool available)
    {
        var before = new TagRecommendations
        {
            TrackId = id,
            Tags = [.. scores.Select((score, i) => new RecommendedTag($"tag {i}", score / 65535d))],
            Available = available,
        };

        foreach (var options in Options)
        {
            var after = JsonSerializer.Deserialize<TagRecommendations>(
                JsonSerializer.Serialize(before, options), options)!;
            Assert.That((after.TrackId, after.Available), Is.EqualTo((before.TrackId, before.Available)));
            Assert.That(after.Tags, Is.EqualTo(before.Tags));
        }
    }

    [FsCheck.NUnit.Property]
    public void Ids_are_ordered_as_one_line(long[] numbers, NonEmptyString[] texts)
    {
        var ids = numbers.Select(number => new TrackId(number))
            .Concat(texts.Select(text => new TrackId(text.Get)))
            .ToList();

        Assert.That(ids.Order(), Is.EqualTo(numbers.Order().Select(number => new TrackId(number))
            .Concat(texts.Select(text => text.Get).Order(StringComparer.Ordinal).Select(text => new TrackId(text)))));
    }

    private static void AssertRoundTrip<T>(T value)
    {
        foreach (var options in Options)
            Assert.That(
                JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, options), options), Is.EqualTo(value));
    }

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
