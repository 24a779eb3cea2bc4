using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TrackTests
{
    [Test]
    public void The_text_of_a_track_holds_no_signed_url()
    {
        var track = new Track { Id = 668, Audio = new Uri("https://audio.example/a.mp3?signature=secret"), Title = "private" };

        Assert.That(track.ToString(), Is.EqualTo("Track 668"));
    }

    [Test]
    public void An_unknown_filter_is_refused() =>
        Assert.That(() => ((TrackFilter)2).Matches(new Track { Id = 1 }), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("All or NeedsClassification"));
}
