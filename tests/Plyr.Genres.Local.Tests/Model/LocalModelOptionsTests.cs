using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Model;

internal sealed class LocalModelOptionsTests
{
    private static IEnumerable<TestCaseData> WrongValues()
    {
        yield return Case("ModelPath", options => options.ModelPath = "");
        yield return Case("Concurrency", options => options.Concurrency = 0);
        yield return Case("MaxDuration", options => options.MaxDuration = TimeSpan.Zero);
        yield return Case("MaxDownloadBytes", options => options.MaxDownloadBytes = 0);
        yield return Case("FfmpegPath", options => options.FfmpegPath = " ");

        static TestCaseData Case(string name, Action<LocalModelOptions> configure) =>
            new TestCaseData(name, configure).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(WrongValues))]
    public void Value_that_cannot_be_used_is_an_error_that_names_it(string name, Action<LocalModelOptions> configure)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => new LocalModel(configure).Dispose());

        Assert.That(exception.Message, Does.Contain(name));
    }

    [Test]
    public async Task Runs_cost_nothing_where_prices_are_set_for_Replicate()
    {
        using var model = new LocalModel(settings: options => options.Replicate.CostPerRun = 1);
        var audio = AudioSource.FromFile("song.wav");
        model.Get<InMemoryTrackExtraStore>().Put(new Track { Id = 1, FileId = "a", Audio = audio });

        var report = await model.Get<GenreBackfill>().RunAsync(new BackfillOptions { DryRun = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Eligible, Is.EqualTo(1));
            Assert.That(report.EstimatedCost, Is.Zero);
        }
    }

    [Test]
    public void Token_is_not_needed()
    {
        using var model = new LocalModel();

        var options = model.Get<IOptions<PlyrGenresOptions>>().Value;

        Assert.That(options.Enabled);
    }
}
