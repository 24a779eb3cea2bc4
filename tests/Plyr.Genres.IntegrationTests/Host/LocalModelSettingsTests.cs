using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class LocalModelSettingsTests
{
    [Test]
    public void All_options_but_the_model_file_can_be_set()
    {
        var options = Read(
            ("Concurrency", "3"),
            ("MaxDuration", "01:30:00"),
            ("MaxDownloadBytes", "5000000000"),
            ("FfmpegPath", "/opt/ffmpeg"),
            ("allowprivateaddresses", "on"));

        Assert.Multiple(() =>
        {
            Assert.That(options.Concurrency, Is.EqualTo(3));
            Assert.That(options.MaxDuration, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That(options.MaxDownloadBytes, Is.EqualTo(5_000_000_000));
            Assert.That(options.FfmpegPath, Is.EqualTo("/opt/ffmpeg"));
            Assert.That(options.AllowPrivateAddresses, Is.True);
        });
    }

    [Test]
    public void Number_without_a_unit_is_a_duration_in_seconds() =>
        Assert.That(Read(("MaxDuration", "120")).MaxDuration, Is.EqualTo(TimeSpan.FromMinutes(2)));

    [Test]
    public void Empty_value_counts_as_not_set() =>
        Assert.That(Read(("Concurrency", " ")).Concurrency, Is.EqualTo(new LocalModelOptions().Concurrency));

    [TestCase("Concurrency", "two", "a whole number, 1 or more")]
    [TestCase("Concurrency", "0", "a whole number, 1 or more")]
    [TestCase("MaxDownloadBytes", "1 GB", "a whole number, 1 or more")]
    [TestCase("MaxDuration", "4h", "a number of seconds, or a duration such as 04:00:00")]
    [TestCase("MaxDuration", "4:x", "a number of seconds, or a duration such as 04:00:00")]
    [TestCase("AllowPrivateAddresses", "maybe", "true or false")]
    public void Wrong_value_is_refused_with_its_name_and_what_is_valid(string key, string value, string valid) =>
        Assert.That(
            () => Read((key, value)),
            Throws.TypeOf<SettingsException>()
                .With.Message.EqualTo($"LocalModel:{key} is '{value}'; it must be {valid}."));

    [TestCase("Concurency")]
    [TestCase("ModelPath")]
    public void Unknown_key_is_refused(string key) => Assert.That(
        () => Read((key, "1")),
        Throws.TypeOf<SettingsException>().With.Message.Contains("is not a known setting; the settings are "));

    private static LocalModelOptions Read(params (string Key, string Value)[] settings)
    {
        var options = new LocalModelOptions();
        LocalModelSettings.Apply(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(
                    setting => KeyValuePair.Create($"LocalModel:{setting.Key}", (string?)setting.Value)))
                .Build(),
            options);
        return options;
    }
}
