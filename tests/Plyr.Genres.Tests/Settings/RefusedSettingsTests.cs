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
        yield return Case(o => o.Timeout = TimeSpan.FromSeconds(4.999), "Timeout (REPLICATE_TIMEOUT_SECONDS) is 4.999 seconds; it must be from 5 to 3600 seconds.");
        yield return Case(o => o.Timeout = TimeSpan.FromSeconds(3600.001), "Timeout (REPLICATE_TIMEOUT_SECONDS) is 3600.001 seconds; it must be from 5 to 3600 seconds.");
        yield return Case(o => o.FailureCooldown = TimeSpan.FromTicks(-1), "FailureCooldown is -00:00:00.0000001; it must be from 0 to 1 day.");
        yield return Case(o => o.FailureCooldown = TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1), "FailureCooldown is 1.00:00:01; it must be from 0 to 1 day.");
        yield return Case(o => o.ModelVersion = " ", "ModelVersion is empty; it must name the version of the model, or be left at its default.");
        yield return Case(o => o.ModelVersion = null!, "ModelVersion is empty; it must name the version of the model, or be left at its default.");
        yield return Case(o => o.CostPerRun = -0.1m, "CostPerRun is -0.1; it must be 0 dollars or more.");
        yield return Case(o => o.CostPerSecond = -0.1m, "CostPerSecond is -0.1; it must be 0 dollars or more.");
        yield return Case(o => o.TopN = 0, "TopN (REPLICATE_TOP_N) is 0; it must be a whole number from 1 to 400.");
        yield return Case(o => o.TopN = 401, "TopN (REPLICATE_TOP_N) is 401; it must be a whole number from 1 to 400.");
        yield return Case(o => o.AutoTagRatio = -0.01, "AutoTagRatio is -0.01; it must be a number from 0 to 1.");
        yield return Case(o => o.AutoTagRatio = 1.01, "AutoTagRatio is 1.01; it must be a number from 0 to 1.");
        yield return Case(o => o.AutoTagRatio = double.NaN, "AutoTagRatio is NaN; it must be a number from 0 to 1.");
        yield return Case(o => o.AutoTagLimit = -1, "AutoTagLimit is -1; it must be a whole number from 0 to 400.");
        yield return Case(o => o.AutoTagLimit = 401, "AutoTagLimit is 401; it must be a whole number from 0 to 400.");
        yield return Case(o => o.MaxTagsPerTrack = -1, "MaxTagsPerTrack is -1; it must be 0 or more, or not set.");
        yield return Case(o => o.BaseAddress = null!, "BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(o => o.BaseAddress = new Uri("/v1", UriKind.Relative), "BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(o => o.BaseAddress = new Uri("ftp://api.example"), "BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        yield return Case(o => o.BaseAddress = new Uri("https://user:geheim@api.example"), "BaseAddress must have no user name, query or fragment; give the token as ApiToken.");
        yield return Case(o => o.BaseAddress = new Uri("https://api.example/?token=geheim"), "BaseAddress must have no user name, query or fragment; give the token as ApiToken.");
        yield return Case(o => o.BaseAddress = new Uri("https://api.example/#geheim"), "BaseAddress must have no user name, query or fragment; give the token as ApiToken.");
        yield return Case(o => o.BaseAddress = new Uri("http://api.example:8080/x"), "BaseAddress is http://api.example:8080; plain http is accepted on loopback or with SelfHosted only. Use https.");
        yield return Case(o => o.Aliases = null!, "Aliases, IgnoredNames and AllowedOutputHosts must not be null; leave them empty instead.");
        yield return Case(o => o.IgnoredNames = null!, "Aliases, IgnoredNames and AllowedOutputHosts must not be null; leave them empty instead.");
        yield return Case(o => o.AllowedOutputHosts = null!, "Aliases, IgnoredNames and AllowedOutputHosts must not be null; leave them empty instead.");
        yield return Case(o => o.Aliases[" "] = "rock", "Aliases has ' ' -> 'rock'; each side must have 1 to 100 printable characters.");
        yield return Case(o => o.Aliases["rock"] = "  ", "Aliases has 'rock' -> '  '; each side must have 1 to 100 printable characters.");
        foreach (var host in new[] { "https://files.example", "files.example/x", "user@files.example", "a b", "", "files.example:443", "files.example:x" })
            yield return Case(o => o.AllowedOutputHosts = [host], $"AllowedOutputHosts has '{host}'; an entry must be a host name, or a host name and a port, for example files.example.org:8443.");
        yield return Case(
            o => o.Enabled = true,
            "Enabled (REPLICATE_ENABLED) is true, but ApiToken (REPLICATE_API_TOKEN) is empty; set the token of your Replicate account, or set Enabled to false.");

        static TestCaseData Case(Action<PlyrGenresOptions> configure, string message) => new TestCaseData(configure, message).SetArgDisplayNames(message);
    }

    public static IEnumerable<TestCaseData> Accepted()
    {
        yield return Case("the least", o => (o.Timeout, o.FailureCooldown, o.TopN, o.AutoTagRatio, o.AutoTagLimit, o.MaxTagsPerTrack, o.CostPerRun, o.CostPerSecond) = (TimeSpan.FromSeconds(5), TimeSpan.Zero, 1, 0, 0, 0, 0, 0));
        yield return Case("the most", o => (o.Timeout, o.FailureCooldown, o.TopN, o.AutoTagRatio, o.AutoTagLimit, o.MaxTagsPerTrack) = (TimeSpan.FromHours(1), TimeSpan.FromDays(1), 400, 1, 400, int.MaxValue));
        yield return Case("plain http on loopback", o => o.BaseAddress = new Uri("http://[::1]:5151"));
        yield return Case("plain http to one's own model", o => (o.BaseAddress, o.SelfHosted) = (new Uri("http://cog.internal:5000"), true));
        yield return Case("one's own model without a token", o => (o.Enabled, o.SelfHosted) = (true, true));
        yield return Case("a token", o => (o.Enabled, o.ApiToken) = (true, "t"));
        yield return Case("hosts", o => o.AllowedOutputHosts = ["files.example", "Files.Example:8443", "127.0.0.1:5152", "[::1]:5152"]);
        yield return Case("names", o => (o.Aliases, o.IgnoredNames) = (new Dictionary<string, string> { ["bossanova"] = "Bossa Nova" }, ["non-music"]));

        static TestCaseData Case(string name, Action<PlyrGenresOptions> configure) => new TestCaseData(configure).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Refused))]
    [Property("Defect", "H2")]
    public void A_setting_that_can_not_be_used_is_refused_at_the_hosts_start_and_at_the_first_resolve(Action<PlyrGenresOptions> configure, string message)
    {
        using var provider = Build(configure);
        Assert.That(() => provider.GetRequiredService<IStartupValidator>().Validate(), Refusal());
        Assert.That(() => provider.GetRequiredService<IGenreClassifier>(), Refusal());
        Assert.That(() => provider.GetRequiredService<TrackGenres>(), Refusal());
        Assert.That(() => provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value, Refusal());

        IResolveConstraint Refusal() => Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(message);
    }

    [TestCaseSource(nameof(Accepted))]
    public void A_setting_at_the_edge_of_its_range_is_accepted(Action<PlyrGenresOptions> configure)
    {
        using var provider = Build(configure);
        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.That(provider.GetRequiredService<IGenreClassifier>(), Is.Not.Null);
    }

    [Test]
    public void All_problems_are_told_at_once()
    {
        using var provider = Build(options => (options.TopN, options.Timeout, options.CostPerRun) = (0, TimeSpan.Zero, -1));
        Assert.That(() => provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value, Throws.TypeOf<OptionsValidationException>()
            .With.Message.EqualTo(
                "TopN (REPLICATE_TOP_N) is 0; it must be a whole number from 1 to 400.; Timeout (REPLICATE_TIMEOUT_SECONDS) is 0 seconds; it must be from 5 to 3600 seconds.; CostPerRun is -1; it must be 0 dollars or more."));
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
        Assert.That(() => provider.GetRequiredService<IStartupValidator>().Validate(), Throws.TypeOf<OptionsValidationException>());
    }

    private static ServiceProvider Build(Action<PlyrGenresOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(configure).UseTrackStore<InMemoryTrackExtraStore>();
        return services.BuildServiceProvider();
    }
}
