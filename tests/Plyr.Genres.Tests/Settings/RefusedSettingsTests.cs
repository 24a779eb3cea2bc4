using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using Plyr.Genres.Tests.Workflows;

namespace Plyr.Genres.Tests.Settings;

/// <summary>Each setting that can't be used is refused with a sentence.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 35)]
internal sealed class RefusedSettingsTests
{
    public static IEnumerable<TestCaseData> Refused()
    {
        yield return Case(
            o => o.Timeout = TimeSpan.FromSeconds(4.999),
            "Timeout (REPLICATE_TIMEOUT_SECONDS) is 4.999 seconds; it must be from 5 to 3600 seconds.");
        yield return Case(
            o => o.Timeout = TimeSpan.FromSeconds(3600.001),
            "Timeout (REPLICATE_TIMEOUT_SECONDS) is 3600.001 seconds; it must be from 5 to 3600 seconds.");
        yield return Case(
            o => o.FailureCooldown = TimeSpan.FromTicks(-1),
            "FailureCooldown is -00:00:00.0000001; it must be from 0 to 1 day.");
        yield return Case(
            o => o.FailureCooldown = TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1),
            "FailureCooldown is 1.00:00:01; it must be from 0 to 1 day.");
        yield return Case(
            o => o.Replicate.ModelVersion = " ",
            "Replicate.ModelVersion is empty; set the version of the model, or leave the default.");
        yield return Case(
            o => o.Replicate.ModelVersion = null!,
            "Replicate.ModelVersion is empty; set the version of the model, or leave the default.");
        yield return Case(
            o => o.Replicate.UploadTimeout = TimeSpan.FromSeconds(4),
            "Replicate.UploadTimeout is 4 seconds; it must be from 5 to 3600 seconds.");
        yield return Case(
            o => o.Replicate.CostPerRun = -0.1m, "Replicate.CostPerRun is -0.1; it must be 0 dollars or more.");
        yield return Case(
            o => o.Replicate.CostPerSecond = -0.1m, "Replicate.CostPerSecond is -0.1; it must be 0 dollars or more.");
        yield return Case(o => o.TopN = 0, "TopN (REPLICATE_TOP_N) is 0; it must be from 1 to 400.");
        yield return Case(o => o.TopN = 401, "TopN (REPLICATE_TOP_N) is 401; it must be from 1 to 400.");
        yield return Case(o => o.AutoTags.Ratio = -0.01, "AutoTags.Ratio is -0.01; it must be from 0 to 1.");
        yield return Case(o => o.AutoTags.Ratio = 1.01, "AutoTags.Ratio is 1.01; it must be from 0 to 1.");
        yield return Case(o => o.AutoTags.Ratio = double.NaN, "AutoTags.Ratio is NaN; it must be from 0 to 1.");
        yield return Case(o => o.AutoTags.Limit = -1, "AutoTags.Limit is -1; it must be from 0 to 400.");
        yield return Case(o => o.AutoTags.Limit = 401, "AutoTags.Limit is 401; it must be from 0 to 400.");
        yield return Case(
            o => o.AutoTags.MaxTagsPerTrack = -1, "AutoTags.MaxTagsPerTrack is -1; it must be 0 or more, or not set.");
        yield return Case(
            o => o.Replicate.BaseAddress = null!,
            "Replicate.BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("/v1", UriKind.Relative),
            "Replicate.BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("ftp://api.example"),
            "Replicate.BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("https://user:geheim@api.example"),
            "Replicate.BaseAddress must have no user name, query or fragment; set the token as Replicate.ApiToken.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("https://api.example/?token=geheim"),
            "Replicate.BaseAddress must have no user name, query or fragment; set the token as Replicate.ApiToken.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("https://api.example/#geheim"),
            "Replicate.BaseAddress must have no user name, query or fragment; set the token as Replicate.ApiToken.");
        yield return Case(
            o => o.Replicate.BaseAddress = new Uri("http://api.example:8080/x"),
            "Replicate.BaseAddress is http://api.example:8080; plain http is accepted on loopback or with "
            + "Replicate.SelfHosted only. Use https.");
        yield return Case(o => o.Aliases = null!, "Aliases is null; leave it empty instead.");
        yield return Case(o => o.IgnoredNames = null!, "IgnoredNames is null; leave it empty instead.");
        yield return Case(
            o => o.Replicate.AllowedOutputHosts = null!,
            "Replicate.AllowedOutputHosts is null; leave it empty instead.");
        yield return Case(
            o => o.Aliases[" "] = "rock",
            "Aliases has ' ' -> 'rock'; each side must have 1 to 100 printable characters.");
        yield return Case(
            o => o.Aliases["rock"] = "  ",
            "Aliases has 'rock' -> '  '; each side must have 1 to 100 printable characters.");
        yield return Case(o => o.AllowedNames = null!, "AllowedNames is null; leave it empty instead.");
        yield return Case(
            o => o.AllowedNames = ["rock", "\t"],
            "AllowedNames has '\t'; a name must have 1 to 100 printable characters.");
        yield return Case(o => o.MinConfidence = -0.1, "MinConfidence is -0.1; it must be from 0 to 1.");
        yield return Case(o => o.MinConfidence = double.NaN, "MinConfidence is NaN; it must be from 0 to 1.");
        yield return Case(
            o => o.Names = (GenreNames)3, "Names is 3; it must be GenresAndStyles, GenresOnly or StylesOnly.");
        foreach (var host in new[]
        {
            "https://files.example",
            "files.example/x",
            "user@files.example",
            "a b",
            "",
            "files.example:443",
            "files.example:x",
        })
            yield return Case(
                o => o.Replicate.AllowedOutputHosts = [host],
                $"Replicate.AllowedOutputHosts has '{host}'; an entry must be a host name, or a host name and a "
                + "port, for example files.example.org:8443.");
        yield return Case(
            o => o.Enabled = true,
            "Enabled (REPLICATE_ENABLED) is true, but Replicate.ApiToken (REPLICATE_API_TOKEN) is empty; set the "
            + "token of your Replicate account, or set Enabled to false.");

        static TestCaseData Case(Action<PlyrGenresOptions> configure, string message) =>
            new TestCaseData(configure, message).SetArgDisplayNames(message);
    }

    public static IEnumerable<TestCaseData> Accepted()
    {
        yield return Case(
            "the least",
            o => (
                o.Timeout,
                o.FailureCooldown,
                o.TopN,
                o.AutoTags.Ratio,
                o.AutoTags.Limit,
                o.AutoTags.MaxTagsPerTrack,
                o.Replicate.CostPerRun,
                o.Replicate.CostPerSecond) = (TimeSpan.FromSeconds(5), TimeSpan.Zero, 1, 0, 0, 0, 0, 0));
        yield return Case(
            "the most",
            o =>
                (o.Timeout, o.FailureCooldown, o.TopN, o.AutoTags.Ratio, o.AutoTags.Limit, o.AutoTags.MaxTagsPerTrack) =
                    (TimeSpan.FromHours(1), TimeSpan.FromDays(1), 400, 1, 400, int.MaxValue));
        yield return Case("plain http on loopback", o => o.Replicate.BaseAddress = new Uri("http://[::1]:5151"));
        yield return Case(
            "plain http to one's own model",
            o => (o.Replicate.BaseAddress, o.Replicate.SelfHosted) = (new Uri("http://cog.internal:5000"), true));
        yield return Case("one's own model without a token", o => (o.Enabled, o.Replicate.SelfHosted) = (true, true));
        yield return Case("a token", o => (o.Enabled, o.Replicate.ApiToken) = (true, "t"));
        yield return Case(
            "hosts",
            o =>
                o.Replicate.AllowedOutputHosts =
                    ["files.example", "Files.Example:8443", "127.0.0.1:5152", "[::1]:5152"]);
        yield return Case(
            "names",
            o => (o.Aliases, o.IgnoredNames) = (
                new Dictionary<string, string> { ["bossanova"] = "Bossa Nova" }, ["non-music"]));

        static TestCaseData Case(string name, Action<PlyrGenresOptions> configure) =>
            new TestCaseData(configure).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Refused))]
    [Property("Defect", "H2")]
    public void Invalid_option_is_an_error_at_the_start_and_the_first_resolve(
        Action<PlyrGenresOptions> configure, string message)
    {
        using var provider = Build(configure);
        Assert.That(() => provider.GetRequiredService<IStartupValidator>().Validate(), Refusal());
        Assert.That(() => provider.GetRequiredService<IGenreClassifier>(), Refusal());
        Assert.That(() => provider.GetRequiredService<TrackGenres>(), Refusal());
        Assert.That(() => provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value, Refusal());

        IResolveConstraint Refusal() => Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(message);
    }

    [Test]
    public void Invalid_option_is_an_error_at_the_first_resolve_with_a_classifier_of_the_host_too()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.TopN = 0).UseClassifier<FakeClassifier>();
        using var provider = services.BuildServiceProvider();

        Assert.That(() => provider.GetRequiredService<TrackGenres>(), Throws.TypeOf<OptionsValidationException>());
    }

    [TestCaseSource(nameof(Accepted))]
    public void A_setting_at_the_edge_of_its_range_is_accepted(Action<PlyrGenresOptions> configure)
    {
        using var provider = Build(configure);
        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.That(provider.GetRequiredService<IGenreClassifier>(), Is.Not.Null);
    }

    [Test]
    public void All_problems_are_reported_at_once()
    {
        using var provider = Build(
            options => (options.TopN, options.Timeout, options.Replicate.CostPerRun) = (0, TimeSpan.Zero, -1));
        Assert.That(
            () => provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>()
            .With.Message.EqualTo(
                "TopN (REPLICATE_TOP_N) is 0; it must be from 1 to 400.; Timeout (REPLICATE_TIMEOUT_SECONDS) is "
                + "0 seconds; it must be from 5 to 3600 seconds.; Replicate.CostPerRun is -1; it must be 0 dollars "
                + "or more."));
    }

    [Test]
    public void A_host_with_a_classifier_of_its_own_needs_no_token([Values] bool before)
    {
        var services = new ServiceCollection();
        if (before)
            services.AddSingleton<IGenreClassifier>(new FakeClassifier());
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore<InMemoryTrackExtraStore>();
        if (!before)
            services.AddSingleton<IGenreClassifier>(new FakeClassifier());
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.That(provider.GetRequiredService<TrackGenres>(), Is.Not.Null);
    }

    [Test]
    public void A_keyed_classifier_of_the_hosts_is_no_reason_to_do_without_a_token()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.Enabled = true);
        services.AddKeyedSingleton<IGenreClassifier>("other", new FakeClassifier());
        using var provider = services.BuildServiceProvider();
        Assert.That(
            () => provider.GetRequiredService<IStartupValidator>().Validate(),
            Throws.TypeOf<OptionsValidationException>());
    }

    private static ServiceProvider Build(Action<PlyrGenresOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(configure).UseTrackStore<InMemoryTrackExtraStore>();
        return services.BuildServiceProvider();
    }
}
