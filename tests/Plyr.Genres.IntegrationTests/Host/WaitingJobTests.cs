using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>A job that waits an hour for its next attempt, and a user who doesn't.</summary>
internal sealed class WaitingJobTests(bool isPostgres) : BothDatabases(isPostgres)
{
    [Test]
    public async Task Analysis_of_a_forgotten_track_does_not_wait_for_the_next_attempt()
    {
        var id = await UploadWaitingAsync();
        using (var forgotten = await Api.Http.DeleteAsync($"/tracks/{id}/genres"))
            forgotten.EnsureSuccessStatusCode();

        await AnalyseAsync(id);

        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Analysis_does_not_wait_after_another_process_has_forgotten_the_track()
    {
        var id = await UploadWaitingAsync();
        var environment = new Dictionary<string, string> { [SettingNames.DataFolder] = Host.DataFolder };
        if (Host.Settings.TryGetValue(SettingNames.DatabaseUrl, out var url))
            environment[SettingNames.DatabaseUrl] = url!;
        var forgotten = await HostCommand.RunAsync(environment, "forget", $"{id}");

        await AnalyseAsync(id);

        Assert.That(forgotten.Code, Is.Zero, forgotten.Error);
        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Audio_that_is_restored_does_not_wait_for_the_next_attempt()
    {
        var id = await UploadWaitingAsync();
        (await Api.ReplaceAudioAsync(id, TestAudio.Wav(2))).Dispose();
        await Api.SettledAsync(id);

        (await Api.ReplaceAudioAsync(id, TestAudio.Wav(1))).Dispose();

        Assert.That((await Api.SettledAsync(id)).State(), Is.EqualTo("fresh"));
    }

    /// <summary>Uploads a track whose first attempt fails; further ones succeed.</summary>
    private async Task<long> UploadWaitingAsync()
    {
        Host.Classifier.Script = (run, _) => run == 1
            ? throw new GenreClassificationException(GenreClassificationFailure.RateLimited, "Too many.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            }
            : Task.FromResult(ScriptedClassifier.Answer("Jazz---Bop"));
        var id = (await Api.UploadAsync(TestAudio.Wav(1))).Id();
        await Eventually.BecomesAsync(
            () => Api.TrackAsync(id),
            track => track.GetProperty("waiting").GetProperty("next_attempt_at").ToString() is { Length: > 0 },
            "the track waits");
        return id;
    }

    private async Task AnalyseAsync(long id)
    {
        using var analysed = await Api.Http.PostAsync($"/tracks/{id}/genres/analyse", null);
        analysed.EnsureSuccessStatusCode();
    }
}
