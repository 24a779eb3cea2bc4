using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>Reading never fails, and what is valid is read whole.</summary>
[TestFixture]
internal sealed class TrackExtraProperties
{
    [FsCheck.NUnit.Property(Arbitrary = [typeof(DocumentGenerators)], MaxTest = PropertyCases.Most)]
    public void Reading_damaged_documents_never_throws(DamagedDocument extra)
    {
        var parsed = TrackExtra.Parse(extra.Bytes);

        if (parsed.IsUnreadable)
            Assert.That(
                (parsed.AutoTag, parsed.Predictions, parsed.UnreadableKeys.Count),
                Is.EqualTo((false, (IReadOnlyList<GenrePrediction>?)null, 0)));
        Assert.That(TrackExtra.Parse(Encoding.UTF8.GetString(extra.Bytes)), Is.Not.Null);
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(DocumentGenerators)], MaxTest = PropertyCases.More)]
    public void Of_a_valid_document_each_key_of_ours_is_read_or_named_as_unreadable(JsonDocumentText extra)
    {
        var parsed = TrackExtra.Parse(extra.Json);
        using var document = JsonDocument.Parse(extra.Json);
        var keys = document.RootElement.EnumerateObject().Select(pair => pair.Name).Intersect(TrackExtraKeys.All);

        var read = new (string Key, bool IsRead)[]
        {
            (TrackExtraKeys.Predictions, parsed.Predictions is not null),
            (TrackExtraKeys.PredictionsFileId, parsed.PredictionsFileId is not null),
            (TrackExtraKeys.PredictionsModel, parsed.PredictionsModel is not null),
            (TrackExtraKeys.AutoTag, document.RootElement.TryGetProperty(TrackExtraKeys.AutoTag, out _)),
            (TrackExtraKeys.AutoTags, parsed.AutoTags is not null),
            (TrackExtraKeys.Failure, parsed.Failure is not null),
            (TrackExtraKeys.Claim, parsed.Claim is not null),
        };

        Assert.That(parsed.IsUnreadable, Is.False);
        Assert.That(
            read.Where(key => key.IsRead).Select(key => key.Key).Concat(parsed.UnreadableKeys), Is.EquivalentTo(keys));
    }
}
