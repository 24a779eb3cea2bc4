using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The table of failures.md specifies what the library does about each failure.</summary>
internal sealed class FailuresPageTests
{
    private static IReadOnlyList<string[]> Rows => MarkdownPage.Read("docs/failures.md").Table("`Failure`");

    [Test]
    public void The_page_has_a_row_for_each_failure_in_their_order() =>
        Assert.That(Rows.Select(row => row[0]), Is.EqualTo(Enum.GetNames<GenreClassificationFailure>()));

    [TestCaseSource(nameof(Failures))]
    public async Task The_row_states_what_happens(GenreClassificationFailure failure)
    {
        var store = new InMemoryTrackExtraStore();
        store.Put(Track(1));
        store.Put(Track(2));
        var classifier = new FailingClassifier(failure);
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore(store).UseClassifier(_ => classifier);
        await using var provider = services.BuildServiceProvider();
        var genres = provider.GetRequiredService<TrackGenres>();
        var outcomes = new List<string?>();
        using var listener = Listen(provider.GetRequiredService<IMeterFactory>(), outcomes);

        var result = await genres.ClassifyAsync(1);
        var recorded = (await store.FindAsync(1))!.Extra.Failure?.Reason;
        await genres.RecommendTagsAsync(1);
        var sameTrackAsked = classifier.Calls > 1;
        await genres.RecommendTagsAsync(2);
        var otherTrackAsked = classifier.Calls > 1;

        var row = Rows.Single(cells => cells[0] == failure.ToString());
        var reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(row[0]);
        Assert.Multiple(() =>
        {
            Assert.That(sameTrackAsked, Is.False, "suggestions skip the track");
            Assert.That(outcomes[0], Is.EqualTo(reason), "in metrics");
            Assert.That(recorded, Is.EqualTo(row[1] == "for good" ? reason : null), "recorded on the track");
            Assert.That(otherTrackAsked, Is.EqualTo(row[1] != "all tracks"), "whether other tracks are skipped too");
            Assert.That(result.ShouldRetry ? "yes" : "no", Is.EqualTo(row[2]), "ShouldRetry");
        });
    }

    private static IEnumerable<GenreClassificationFailure> Failures => Enum.GetValues<GenreClassificationFailure>();

    private static Track Track(long id) =>
        new() { Id = id, FileId = "a", Audio = new Uri("https://audio.example/a.mp3") };

    private static MeterListener Listen(IMeterFactory meters, List<string?> outcomes)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == PlyrGenresDiagnostics.Runs && ReferenceEquals(instrument.Meter.Scope, meters))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == PlyrGenresDiagnostics.OutcomeTag)
                    outcomes.Add(value as string);
            }
        });
        listener.Start();
        return listener;
    }

    private sealed class FailingClassifier(GenreClassificationFailure failure) : IGenreClassifier
    {
        public int Calls { get; private set; }

        public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default)
        {
            Calls++;
            throw new GenreClassificationException(failure, "The test requested this failure.");
        }
    }
}
