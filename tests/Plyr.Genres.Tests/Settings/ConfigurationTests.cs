using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Settings;

/// <summary>The REPLICATE_* names and the forms of their values.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 35)]
internal sealed class ConfigurationTests
{
    [Test]
    public void Without_a_word_the_defaults_hold()
    {
        var options = Read();
        Assert.That(
            (options.Enabled, options.Replicate.ApiToken, options.TopN, options.Timeout),
            Is.EqualTo((false, (string?)null, 10, TimeSpan.FromSeconds(120))));
        Assert.That(
            (options.Replicate.BaseAddress, options.Replicate.SelfHosted, options.ClaimRuns),
            Is.EqualTo((new Uri("https://api.replicate.com"), false, false)));
        Assert.That(
            options.Replicate.ModelVersion,
            Is.EqualTo("1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1"));
        Assert.That(
            (options.FailureCooldown, options.AutoTags.Ratio, options.AutoTags.Limit, options.AutoTags.MaxTagsPerTrack),
            Is.EqualTo((TimeSpan.FromMinutes(5), 0.5, 5, (int?)null)));
        Assert.That(
            (options.Replicate.CostPerRun, options.Replicate.CostPerSecond),
            Is.EqualTo(((decimal?)null, (decimal?)null)));
        Assert.That(
            (options.Aliases.Count, options.IgnoredNames.Count, options.Replicate.AllowedOutputHosts.Count),
            Is.EqualTo((0, 0, 0)));
    }

    [Test, Property("Rule", 39)]
    public void Vocabulary_is_read_from_the_section()
    {
        var options = Read(
            ("PlyrGenres:AllowedNames:0", "House"),
            ("PlyrGenres:AllowedNames:1", "techno"),
            ("PlyrGenres:MinConfidence", "0.05"),
            ("PlyrGenres:Names", "stylesonly"),
            ("PlyrGenres:KeepLabelScores", "off"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.AllowedNames, Is.EqualTo(["House", "techno"]));
            Assert.That(options.MinConfidence, Is.EqualTo(0.05));
            Assert.That(options.Names, Is.EqualTo(GenreNames.StylesOnly));
            Assert.That(options.KeepLabelScores, Is.False);
        }
    }

    [TestCase("GenresAndStyles", GenreNames.GenresAndStyles)]
    [TestCase("GENRESONLY", GenreNames.GenresOnly)]
    public void Names_to_predict_are_read_in_any_case(string value, GenreNames expected)
    {
        var options = Read(
            services => services.AddPlyrGenres(options => options.Names = GenreNames.StylesOnly),
            ("PlyrGenres:Names", value));

        Assert.That(options.Names, Is.EqualTo(expected));
    }

    [Test]
    public void Lists_aliases_and_durations_are_read_from_the_section()
    {
        var options = Read(
            ("PlyrGenres:Aliases:bossanova", "bossa nova"),
            ("PlyrGenres:IgnoredNames:0", "non-music"),
            ("PlyrGenres:Replicate:AllowedOutputHosts:0", "files.example"),
            ("PlyrGenres:FailureCooldown", "00:02:00"),
            ("PlyrGenres:Replicate:UploadTimeout", "90"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Aliases, Is.EqualTo(new Dictionary<string, string> { ["bossanova"] = "bossa nova" }));
            Assert.That(options.IgnoredNames, Is.EqualTo(["non-music"]));
            Assert.That(options.Replicate.AllowedOutputHosts, Is.EqualTo(["files.example"]));
            Assert.That(options.FailureCooldown, Is.EqualTo(TimeSpan.FromMinutes(2)));
            Assert.That(options.Replicate.UploadTimeout, Is.EqualTo(TimeSpan.FromSeconds(90)));
        }
    }

    [Test]
    public void Empty_list_of_the_section_is_accepted()
    {
        var options = Read(("PlyrGenres:AllowedNames", ""), ("PlyrGenres:TopN", "3"));

        Assert.That(options.AllowedNames, Is.Empty);
        Assert.That(options.TopN, Is.EqualTo(3));
    }

    [TestCase("TopNN", "3")]
    [TestCase("TopNN", "")]
    [TestCase("AllowedNames", "rock")]
    [TestCase("Replicate:Token:0", "t")]
    public void Unknown_key_of_the_section_is_refused_with_the_known_ones(string key, string value) =>
        Assert.That(
            () => Read(($"PlyrGenres:{key}", value)),
            Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(
                $"PlyrGenres:{key} is not a known setting; the settings are Aliases, AllowedNames, AutoTags:Limit, "
                + "AutoTags:MaxTagsPerTrack, AutoTags:Ratio, ClaimRuns, Enabled, FailureCooldown, IgnoredNames, "
                + "KeepLabelScores, MinConfidence, Names, Replicate:AllowedOutputHosts, Replicate:ApiToken, "
                + "Replicate:BaseAddress, Replicate:CostPerRun, Replicate:CostPerSecond, Replicate:ModelVersion, "
                + "Replicate:SelfHosted, Replicate:Simulated, Replicate:UploadTimeout, Timeout, TopN."));

    [Test]
    public void Section_may_have_any_name_and_contain_environment_names()
    {
        var configuration = new ChangingConfiguration(
            ("Music:TopN", "3"), ("Music:REPLICATE_TIMEOUT_SECONDS", "60"), ("PlyrGenres:TopN", "4"));
        var services = new ServiceCollection();
        services.AddPlyrGenres(configuration.Root.GetSection("Music"));

        var options = Read(services);

        Assert.That(options.TopN, Is.EqualTo(3));
        Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void Environment_names_in_the_section_of_a_root_are_read_and_those_of_the_root_win()
    {
        var options = Read(
            ("PlyrGenres:REPLICATE_TOP_N", "3"),
            ("PlyrGenres:REPLICATE_TIMEOUT_SECONDS", "30"),
            ("REPLICATE_TIMEOUT_SECONDS", "60"));

        Assert.That(options.TopN, Is.EqualTo(3));
        Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void Environment_names_are_read_from_the_hosts_configuration_too()
    {
        var section = new ChangingConfiguration(("PlyrGenres:TopN", "3")).Root.GetSection("PlyrGenres");
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ChangingConfiguration(("REPLICATE_TOP_N", "4")).Root);
        services.AddPlyrGenres(section);

        Assert.That(Read(services).TopN, Is.EqualTo(4));
    }

    [TestCase("true", true)]
    [TestCase("True", true)]
    [TestCase("TRUE", true)]
    [TestCase("1", true)]
    [TestCase("yes", true)]
    [TestCase("YES", true)]
    [TestCase("on", true)]
    [TestCase("On", true)]
    [TestCase(" true ", true)]
    [TestCase("false", false)]
    [TestCase("FALSE", false)]
    [TestCase("0", false)]
    [TestCase("no", false)]
    [TestCase("No", false)]
    [TestCase("off", false)]
    [TestCase("OFF", false)]
    public void A_switch_is_read_in_any_of_its_forms(string value, bool expected) =>
        Assert.That(
            Read(
                services => services.AddPlyrGenres(options => options.Enabled = !expected),
                ("REPLICATE_ENABLED", value),
                ("REPLICATE_API_TOKEN", "t")).Enabled,
            Is.EqualTo(expected));

    [TestCase("r8_abc", "r8_abc")]
    [TestCase("  r8_abc\n", "r8_abc")]
    public void A_token_is_read_without_white_space_around_it(string value, string expected) =>
        Assert.That(Read(("REPLICATE_API_TOKEN", value)).Replicate.ApiToken, Is.EqualTo(expected));

    [TestCase("1", 1)]
    [TestCase("400", 400)]
    [TestCase(" 25 ", 25)]
    public void A_number_of_predictions_is_read(string value, int expected) =>
        Assert.That(Read(("REPLICATE_TOP_N", value)).TopN, Is.EqualTo(expected));

    [TestCase("5", 5)]
    [TestCase("3600", 3600)]
    [TestCase("7.5", 7.5)]
    [TestCase("1e2", 100)]
    public void A_time_limit_is_read_in_seconds(string value, double expected) =>
        Assert.That(Read(("REPLICATE_TIMEOUT_SECONDS", value)).Timeout, Is.EqualTo(TimeSpan.FromSeconds(expected)));

    [TestCase("")]
    [TestCase("   ")]
    [TestCase(null)]
    public void Empty_value_counts_as_not_set(string? value)
    {
        var options = Read(
            services => services.AddPlyrGenres(
                options => (options.Enabled, options.Replicate.ApiToken, options.TopN, options.Timeout) = (
                    true, "t", 7, TimeSpan.FromSeconds(9))),
            ("REPLICATE_ENABLED", value), ("REPLICATE_API_TOKEN", value), ("REPLICATE_TOP_N", value),
            ("REPLICATE_TIMEOUT_SECONDS", value));
        Assert.That(
            (options.Enabled, options.Replicate.ApiToken, options.TopN, options.Timeout),
            Is.EqualTo((true, "t", 7, TimeSpan.FromSeconds(9))));
    }

    [Test]
    public void Names_are_read_in_any_case_and_unknown_names_are_ignored()
    {
        var options = Read(
            ("replicate_top_n", "3"),
            ("REPLICATE_TOPN", "4"),
            ("REPLICATE_BASE_URL", "nonsense"),
            ("TopN", "5"),
            ("PlyrGenres:TopN", "6"));
        Assert.That(options.TopN, Is.EqualTo(3));
    }

    [TestCase(
        "REPLICATE_ENABLED",
        "maybe",
        "REPLICATE_ENABLED is 'maybe'; it must be one of true, false, 1, 0, yes, no, on and off.")]
    [TestCase(
        "REPLICATE_ENABLED",
        "2",
        "REPLICATE_ENABLED is '2'; it must be one of true, false, 1, 0, yes, no, on and off.")]
    [TestCase("REPLICATE_TOP_N", "ten", "REPLICATE_TOP_N is 'ten'; it must be a whole number from 1 to 400.")]
    [TestCase("REPLICATE_TOP_N", "1.5", "REPLICATE_TOP_N is '1.5'; it must be a whole number from 1 to 400.")]
    [TestCase(
        "REPLICATE_TOP_N", "99999999999", "REPLICATE_TOP_N is '99999999999'; it must be a whole number from 1 to 400.")]
    [TestCase("REPLICATE_TOP_N", "0", "TopN (REPLICATE_TOP_N) is 0; it must be from 1 to 400.")]
    [TestCase("REPLICATE_TOP_N", "401", "TopN (REPLICATE_TOP_N) is 401; it must be from 1 to 400.")]
    [TestCase("REPLICATE_TOP_N", "-3", "TopN (REPLICATE_TOP_N) is -3; it must be from 1 to 400.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "soon",
        "REPLICATE_TIMEOUT_SECONDS is 'soon'; it must be a number of seconds from 5 to 3600.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "00:02:00",
        "REPLICATE_TIMEOUT_SECONDS is '00:02:00'; it must be a number of seconds from 5 to 3600.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "1e300",
        "REPLICATE_TIMEOUT_SECONDS is '1e300'; it must be a number of seconds from 5 to 3600.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "-1e300",
        "REPLICATE_TIMEOUT_SECONDS is '-1e300'; it must be a number of seconds from 5 to 3600.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "NaN",
        "REPLICATE_TIMEOUT_SECONDS is 'NaN'; it must be a number of seconds from 5 to 3600.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "4.9",
        "Timeout (REPLICATE_TIMEOUT_SECONDS) is 4.9 seconds; it must be from 5 to 3600 seconds.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "3600.1",
        "Timeout (REPLICATE_TIMEOUT_SECONDS) is 3600.1 seconds; it must be from 5 to 3600 seconds.")]
    [TestCase(
        "REPLICATE_TIMEOUT_SECONDS",
        "-5",
        "Timeout (REPLICATE_TIMEOUT_SECONDS) is -5 seconds; it must be from 5 to 3600 seconds.")]
    [TestCase(
        "REPLICATE_API_TOKEN",
        "r8_a b",
        "Replicate.ApiToken (REPLICATE_API_TOKEN) has a character that an HTTP header can't hold; it must be "
        + "printable ASCII without spaces.")]
    [TestCase(
        "REPLICATE_API_TOKEN",
        "r8_\u00e4",
        "Replicate.ApiToken (REPLICATE_API_TOKEN) has a character that an HTTP header can't hold; it must be "
        + "printable ASCII without spaces.")]
    [TestCase(
        "REPLICATE_API_TOKEN",
        "r8_\u007f",
        "Replicate.ApiToken (REPLICATE_API_TOKEN) has a character that an HTTP header can't hold; it must be "
        + "printable ASCII without spaces.")]
    [TestCase(
        "PlyrGenres:TopN", "ten", "PlyrGenres:TopN is 'ten'; it must be a whole number from 1 to 400.")]
    [TestCase("PlyrGenres:MinConfidence", "high", "PlyrGenres:MinConfidence is 'high'; it must be a number.")]
    [TestCase(
        "PlyrGenres:Replicate:CostPerRun",
        "free",
        "PlyrGenres:Replicate:CostPerRun is 'free'; it must be a price in dollars, 0 or more.")]
    [TestCase(
        "PlyrGenres:Names",
        "all",
        "PlyrGenres:Names is 'all'; it must be one of GenresAndStyles, GenresOnly and StylesOnly.")]
    [TestCase(
        "PlyrGenres:FailureCooldown",
        "soon",
        "PlyrGenres:FailureCooldown is 'soon'; it must be a number of seconds, or a duration such as 00:02:00.")]
    [TestCase(
        "PlyrGenres:Replicate:BaseAddress",
        "geheim",
        "PlyrGenres:Replicate:BaseAddress must be an absolute https address.")]
    public void A_value_that_can_not_be_used_is_refused_with_its_name_and_range(
        string name, string value, string message) =>
        Assert.That(
            () => Read((name, value)), Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(message));

    [Test]
    public void Printable_ASCII_is_any_token() =>
        Assert.That(Read(("REPLICATE_API_TOKEN", "!~r8")).Replicate.ApiToken, Is.EqualTo("!~r8"));

    private static PlyrGenresOptions Read(params (string Name, string? Value)[] values) => Read(_ => { }, values);

    private static PlyrGenresOptions Read(
        Action<IServiceCollection> before, params (string Name, string? Value)[] values)
    {
        var services = new ServiceCollection();
        before(services);
        services.AddPlyrGenres(new ChangingConfiguration(values).Root);
        return Read(services);
    }

    private static PlyrGenresOptions Read(ServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value;
    }
}
