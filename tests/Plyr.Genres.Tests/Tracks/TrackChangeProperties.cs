using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.Labels;
using Plyr.Genres.Tests.Labels;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>Rule 12 for any document and any change.</summary>
[TestFixture]
internal sealed class TrackChangeProperties
{
    [FsCheck.NUnit.Property(Arbitrary = [typeof(DocumentGenerators)], MaxTest = PropertyCases.Many)]
    public void Foreign_keys_keep_their_bytes_and_their_order(JsonDocumentText extra, TrackChange change)
    {
        var after = change.ApplyTo(Encoding.UTF8.GetBytes(extra.Json));

        Assert.That(Foreign(after), Is.EqualTo(Foreign(Encoding.UTF8.GetBytes(extra.Json))));

        IReadOnlyList<(string, string)> Foreign(byte[] json)
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document.RootElement.EnumerateObject().Where(pair => !change.Extra.ContainsKey(pair.Name)).Select(
                    pair => (pair.Name, pair.Value.GetRawText())),
            ];
        }
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(DocumentGenerators)], MaxTest = PropertyCases.Many)]
    public void A_change_gives_what_the_plain_way_gives(JsonDocumentText extra, TrackChange change)
    {
        var expected = JsonNode.Parse(extra.Json)!.AsObject();
        foreach (var (key, json) in change.Extra)
        {
            expected.Remove(key);
            if (json is not null)
                expected[key] = JsonNode.Parse(json);
        }

        var after = JsonNode.Parse(change.ApplyTo(Encoding.UTF8.GetBytes(extra.Json)));

        Assert.That(JsonNode.DeepEquals(after, expected), Is.True, () => $"{after} instead of {expected}");
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(DocumentGenerators)], MaxTest = PropertyCases.More)]
    public void Change_is_in_the_new_document_of_any_old_one(DamagedDocument extra, TrackChange change)
    {
        var after = change.ApplyTo(extra.Bytes);
        var set = string.Join(
            ',', change.Extra.Where(pair => pair.Value is not null).Select(pair => $"\"{pair.Key}\":{pair.Value}"));

        using var document = JsonDocument.Parse(after);
        Assert.That(document.RootElement.ValueKind, Is.EqualTo(JsonValueKind.Object));
        Assert.That(Encoding.UTF8.GetString(after), Does.EndWith(set + "}"));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)], MaxTest = PropertyCases.Many)]
    public void Tags_change_as_they_do_the_plain_way(string[] tags, string[] add, string[] remove, byte mix)
    {
        // Some of what is added or removed is on the track, in the same or another case.
        add = [.. add, .. tags.Where((_, i) => (mix >> (i % 8) & 1) == 1).Select(tag => tag.ToUpperInvariant())];
        remove = [.. remove, .. tags.Where((_, i) => (mix >> ((i + 3) % 8) & 1) == 1)];
        var expected = tags.Where(tag => !remove.Contains(tag)).ToList();
        foreach (var tag in add)
        {
            if (!expected.Any(
                present => (GenreName.Normalize(present) ?? present) == (GenreName.Normalize(tag) ?? tag)))
                expected.Add(tag);
        }

        Assert.That(new TrackChange { AddTags = add, RemoveTags = remove }.ApplyTo(tags), Is.EqualTo(expected));
    }
}
