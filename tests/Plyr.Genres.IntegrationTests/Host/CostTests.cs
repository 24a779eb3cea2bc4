using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>What runs have cost, and what a backfill would cost.</summary>
internal sealed class CostTests(bool isPostgres) : BothDatabases(isPostgres)
{
    [Test]
    public async Task Runs_are_counted_and_charged_and_the_sums_survive_a_restart()
    {
        await StartPricedAsync();
        await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id());
        var second = (await Api.UploadAsync(TestAudio.Wav(2))).Id();
        await Api.SettledAsync(second);
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.InvalidInput, "No.");
        await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(3))).Id());
        await Host.StopAsync();
        await Host.StartAgainAsync();

        var library = await Api.GetAsync("/library");

        var cost = library.GetProperty("cost");
        Assert.Multiple(() =>
        {
            Assert.That(cost.GetProperty("total").GetDecimal(), Is.EqualTo(1m));
            Assert.That(cost.GetProperty("today").GetDecimal(), Is.EqualTo(1m));
            Assert.That(cost.GetProperty("runs").GetInt64(), Is.EqualTo(2));
            Assert.That(cost.GetProperty("runs_today").GetInt64(), Is.EqualTo(2));
            Assert.That(library.GetProperty("to_do").GetInt64(), Is.EqualTo(1));
            Assert.That(library.GetProperty("estimated_cost").GetDecimal(), Is.EqualTo(0.5m));
        });
    }

    [Test]
    public async Task Model_without_a_price_has_runs_and_no_cost()
    {
        await Api.SettledAsync((await Api.UploadAsync(TestAudio.Wav(1))).Id());

        var library = await Eventually.BecomesAsync(
            () => Api.GetAsync("/library"),
            figures => figures.GetProperty("cost").GetProperty("runs").GetInt64() == 1, "the run is counted");

        Assert.That(library.GetProperty("cost").GetProperty("total").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(library.GetProperty("estimated_cost").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(library.GetProperty("to_do").GetInt64(), Is.Zero);
    }

    private async Task StartPricedAsync()
    {
        await Host.StopAsync();
        Host.Settings[SettingNames.Token] = "r8_test";
        Host.Settings["PlyrGenres:Replicate:CostPerRun"] = "0.5";
        // The same clock for each start, because the next hour may be noon in another time zone.
        var noon = new Noon();
        Host.Configure = services => services.AddSingleton<TimeProvider>(noon);
        await Host.StartAgainAsync();
    }

    /// <summary>A clock in a time zone where it is about noon, so that no day ends during a test.</summary>
    private sealed class Noon : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } =
            TimeZoneInfo.CreateCustomTimeZone("noon", TimeSpan.FromHours(12 - DateTime.UtcNow.Hour), null, null);
    }
}
