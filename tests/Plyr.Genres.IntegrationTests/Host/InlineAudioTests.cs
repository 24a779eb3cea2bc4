using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Where audio goes inside the request, larger recordings can't be classified, and nobody has to find that out by himself.</summary>
[TestFixture]
internal sealed class InlineAudioTests
{
    private const string Limit = "larger than 191 kB can't be classified";

    [TestCase(null, null, TestName = "A worker with the simulator says what is too large")]
    [TestCase("PlyrGenres:Replicate:SelfHosted", "true", TestName = "A worker with a model of the user's own says what is too large")]
    [TestCase("REPLICATE_API_TOKEN", "r8_test", TestName = "A worker with Replicate says what is too large")]
    public void A_worker_says_what_is_too_large(string? name, string? value)
    {
        Assert.That(Lines(HostRole.Worker, name, value), Has.Some.Contains(Limit).And.Some.Contains(SettingNames.PublicBaseUrl));
        Assert.That(Lines(HostRole.Worker, name, value, "https://tracks.example"), Has.None.Contains(Limit));
    }

    [Test]
    public void A_server_says_it_where_the_model_can_not_reach_it_and_nowhere_else()
    {
        Assert.That(Lines(HostRole.Server, SettingNames.Token, "r8_test"), Has.Some.Contains(Limit));
        Assert.That(Lines(HostRole.Server, SettingNames.SelfHosted, "true"), Has.None.Contains(Limit));
        Assert.That(Lines(HostRole.Server, null, null), Has.None.Contains(Limit));
    }

    [Test]
    public async Task A_job_that_ends_because_the_audio_is_too_large_is_a_warning_that_names_the_setting()
    {
        await using var host = await RunningHost.StartAsync((SettingNames.Token, "r8_test"));
        var audio = TestAudio.Wav(1, 30);
        Assert.That(audio, Has.Length.GreaterThan(InlineAudioClassifier.MaxFileSize));

        var id = (await host.Api.UploadAsync(audio)).Id();
        await host.Api.SettledAsync(id);
        await Eventually.BecomesAsync(() => Task.FromResult(host.Log.Entries.Count(entry => entry.Event == "TooLarge")), count => count == 1, "the job has ended");

        var (level, _, message) = host.Log.Entries.Single(entry => entry.Event == "TooLarge");
        Assert.That(level, Is.EqualTo(LogLevel.Warning));
        Assert.That(message, Does.Contain($"Track {id} ").And.Contain($"{audio.Length} bytes").And.Contain(SettingNames.PublicBaseUrl));
        Assert.That(host.Classifier.Runs, Is.Zero);
    }

    private static string[] Lines(HostRole role, string? name, string? value, string? publicUrl = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [name ?? "nothing"] = value, [SettingNames.PublicBaseUrl] = publicUrl }).Build();
        var settings = HostSettingsReader.Read(configuration) with { Role = role };
        return [.. role is HostRole.Worker ? StartReport.WorkerLines(settings, true) : StartReport.Lines(settings.ListenAddress, settings, true)];
    }
}
