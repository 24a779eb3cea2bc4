using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TrackIdTests
{
    private static readonly Guid SomeGuid = new("9B2D3C4E-0000-4000-8000-5A6B7C8D9E0F");

    [Test]
    public void A_number_a_guid_and_a_text_give_back_what_they_were()
    {
        Assert.That((new TrackId(668).TryGetInt64(out var number), number), Is.EqualTo((true, 668L)));
        Assert.That((new TrackId(SomeGuid).TryGetGuid(out var guid), guid), Is.EqualTo((true, SomeGuid)));
        Assert.That(new TrackId(SomeGuid).ToString(), Is.EqualTo("9b2d3c4e-0000-4000-8000-5a6b7c8d9e0f"));
        Assert.That(new TrackId("song/1").ToString(), Is.EqualTo("song/1"));
        Assert.That(new TrackId("668").TryGetInt64(out _), Is.False);
        Assert.That(new TrackId(668).TryGetGuid(out _), Is.False);
        Assert.That(new TrackId("song/1").TryGetGuid(out _), Is.False);
        Assert.That(default(TrackId).TryGetGuid(out _), Is.False);
    }

    [Test]
    public void Ids_are_equal_by_kind_and_value()
    {
        TrackId fromNumber = 668, fromText = "668", fromGuid = SomeGuid;

        Assert.That(fromNumber, Is.EqualTo(new TrackId(668)).And.Not.EqualTo(fromText));
        Assert.That(fromGuid, Is.EqualTo(new TrackId("9b2d3c4e-0000-4000-8000-5a6b7c8d9e0f")));
        Assert.That(new TrackId("a"), Is.Not.EqualTo(new TrackId("A")));
        Assert.That(fromNumber.GetHashCode(), Is.EqualTo(new TrackId(668).GetHashCode()));
        Assert.That(new TrackId(0), Is.Not.EqualTo(default(TrackId)));
        Assert.That(fromNumber == new TrackId(668) && fromNumber != fromText, Is.True);
    }

    [Test]
    public void Ids_are_ordered_numbers_first_then_texts()
    {
        TrackId[] ordered = [long.MinValue, -1, 2, 10, " ", "10", "2", "A", "a", "é"];

        Assert.That(ordered.Reverse().Order(), Is.EqualTo(ordered));
    }

    [Test]
    public void An_id_is_neither_before_nor_after_its_equal() =>
        Assert.That(new TrackId(668).CompareTo(new TrackId(668)), Is.Zero);

    [Test]
    public void An_empty_text_is_refused() => Assert.That(() => new TrackId(""), Throws.ArgumentException);

    [Test]
    public void The_default_value_names_nothing_and_is_refused()
    {
        var store = new InMemoryTrackExtraStore();

        Assert.That(default(TrackId).IsDefault, Is.True);
        Assert.That(default(TrackId).ToString(), Is.Empty);
        Assert.That(new TrackId(0).IsDefault, Is.False);
        Assert.That(
            async () => await store.FindAsync(default),
            Throws.ArgumentException.With.Message.StartWith(
                "The track id is the default value, which identifies no track. Create the id from a number, a GUID or "
                + "a text."));
        Assert.That(async () => await store.UpdateAsync(default, _ => null), Throws.ArgumentException);
        Assert.That(() => store.Put(new Track { Id = default }), Throws.ArgumentException);
        Assert.That(
            () => JsonSerializer.Serialize(default(TrackId)),
            Throws.InstanceOf<JsonException>().With.Message.Contains("identifies no track"));
    }

    [TestCase("1.5")]
    [TestCase("1e30")]
    [TestCase("9223372036854775808")]
    [TestCase("\"\"")]
    [TestCase("true")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1]")]
    public void JSON_that_is_no_id_is_refused(string json) =>
        Assert.That(
            () => JsonSerializer.Deserialize<TrackId>(json),
            Throws.InstanceOf<JsonException>().With.Message.Contains("a whole number or a text"));

    [Test]
    public void JSON_keeps_whether_an_id_is_a_number_or_a_text()
    {
        Assert.That(
            JsonSerializer.Serialize<TrackId[]>([668, "668", SomeGuid]),
            Is.EqualTo("""[668,"668","9b2d3c4e-0000-4000-8000-5a6b7c8d9e0f"]"""));
        Assert.That(JsonSerializer.Deserialize<TrackId[]>("""[668,"668"]"""), Is.EqualTo(new TrackId[] { 668, "668" }));
    }
}
