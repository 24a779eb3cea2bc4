using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Tests.Classification;
using Plyr.Genres.Tests.Workflows;

namespace Plyr.Genres.Tests.Settings;

/// <summary>Settings that change while the host runs.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 35)]
internal sealed class ReloadTests
{
    private const string Refusal = "REPLICATE_TOP_N is 'ten'; it must be a whole number from 1 to 400.";

    [Test]
    public void A_reload_takes_effect()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_TOP_N", "3"));
        using var host = new Host(configuration);
        Assert.That(host.Options.TopN, Is.EqualTo(3));
        configuration.Change(("REPLICATE_TOP_N", "4"));
        Assert.That(host.Options.TopN, Is.EqualTo(4));
    }

    [Test]
    public void A_reload_that_can_not_be_used_keeps_the_last_good_values_and_is_logged_once()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_TOP_N", "3"));
        using var host = new Host(configuration);
        var good = host.Options;
        for (var reload = 0; reload < 3; reload++)
        {
            configuration.Change(("REPLICATE_TOP_N", "ten"));
            Assert.That(host.Options, Is.SameAs(good));
        }

        Assert.That(
            host.Logs.Entries,
            Is.EqualTo(
                new[]
                {
                    (
                        LogLevel.Error,
                        "OptionsRefused",
                        $"The new options are invalid; the last valid options stay in use. {Refusal}"),
                }));
    }

    [Test]
    public void Another_problem_and_the_same_one_after_a_good_reload_are_logged_again()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_TOP_N", "3"));
        using var host = new Host(configuration);
        _ = host.Options;
        configuration.Change(("REPLICATE_TOP_N", "ten"));
        configuration.Change(("REPLICATE_TOP_N", "eleven"));
        configuration.Change(("REPLICATE_TOP_N", "5"));
        Assert.That(host.Options.TopN, Is.EqualTo(5));
        configuration.Change(("REPLICATE_TOP_N", "ten"));
        Assert.That(host.Options.TopN, Is.EqualTo(5));
        Assert.That(host.Logs.Entries, Has.Count.EqualTo(3));
    }

    [Test]
    public void Enabling_without_a_token_is_refused_by_a_reload_too()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_ENABLED", "no"));
        using var host = new Host(configuration);
        _ = host.Options;
        configuration.Change(("REPLICATE_ENABLED", "yes"));
        Assert.That(host.Options.Enabled, Is.False);
        Assert.That(host.Logs.Entries.Single().Text, Does.Contain("ApiToken (REPLICATE_API_TOKEN) is empty"));
    }

    [Test]
    public void The_base_address_stays_what_it_was()
    {
        var address = new Uri("https://one.example");
        var configuration = new ChangingConfiguration();
        using var host = new Host(configuration, options => options.Replicate.BaseAddress = address);
        Assert.That(host.Options.Replicate.BaseAddress, Is.EqualTo(new Uri("https://one.example")));
        address = new Uri("https://two.example");
        configuration.Change(("REPLICATE_TOP_N", "4"));
        Assert.That(
            (host.Options.TopN, host.Options.Replicate.BaseAddress), Is.EqualTo((4, new Uri("https://one.example"))));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Reload_keeps_the_service_so_that_no_token_goes_to_another(bool selfHosted)
    {
        var isSelfHosted = selfHosted;
        var configuration = new ChangingConfiguration();
        using var host = new Host(configuration, options =>
            (options.Replicate.SelfHosted, options.Replicate.BaseAddress) = (
                isSelfHosted, new Uri(isSelfHosted ? "http://cog.example" : "https://api.example")));
        var good = (host.Options.Replicate.SelfHosted, host.Options.Replicate.BaseAddress);
        isSelfHosted = !selfHosted;
        configuration.Change(("REPLICATE_TOP_N", "4"));
        Assert.That(
            (host.Options.Replicate.SelfHosted, host.Options.Replicate.BaseAddress, host.Options.TopN),
            Is.EqualTo((good.SelfHosted, good.BaseAddress, 4)));
    }

    [Test]
    public void Change_of_the_service_in_a_reload_is_logged()
    {
        var address = new Uri("https://one.example");
        var configuration = new ChangingConfiguration();
        using var host = new Host(configuration, options => options.Replicate.BaseAddress = address);
        _ = host.Options;
        address = new Uri("https://two.example");

        configuration.Change(("REPLICATE_TOP_N", "4"));
        _ = host.Options;

        Assert.That(host.Logs.Entries.Single(), Is.EqualTo((
            LogLevel.Warning,
            "ServiceChangeIgnored",
            "BaseAddress or SelfHosted changed. The service and its token stay in use until the restart.")));
    }

    [Test]
    public void Reload_of_the_hosts_configuration_takes_effect_beside_another_section()
    {
        var root = new ChangingConfiguration(("REPLICATE_TOP_N", "3"));
        var section = new ChangingConfiguration(("Genres:Timeout", "30"));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(root.Root);
        services.AddPlyrGenres(section.Root.GetSection("Genres"));
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>();
        var before = monitor.CurrentValue;

        root.Change(("REPLICATE_TOP_N", "4"));
        section.Change(("Genres:Timeout", "40"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.TopN, Is.EqualTo(3));
            Assert.That(before.Timeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(monitor.CurrentValue.TopN, Is.EqualTo(4));
            Assert.That(monitor.CurrentValue.Timeout, Is.EqualTo(TimeSpan.FromSeconds(40)));
        }
    }

    [Test]
    public void Exception_of_the_hosts_configuration_is_reported_as_invalid_options()
    {
        using var host = new Host(
            new ChangingConfiguration(), _ => throw new InvalidOperationException("The vault is closed."));

        Assert.That(
            () => host.Options,
            Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo("The vault is closed."));
    }

    [Test]
    public void A_reload_that_can_not_be_bound_keeps_the_last_good_values_and_is_logged_once()
    {
        var configuration = new ChangingConfiguration(("PlyrGenres:TopN", "3"));
        using var host = new Host(configuration, bind: true);
        var good = host.Options;
        Assert.That(good.TopN, Is.EqualTo(3));
        for (var reload = 0; reload < 3; reload++)
        {
            configuration.Change(("PlyrGenres:TopN", "ten"));
            Assert.That(host.Options, Is.SameAs(good));
        }

        Assert.That(host.Logs.Entries.Single().Name, Is.EqualTo("OptionsRefused"));
        Assert.That(host.Logs.Entries.Single().Text, Does.Contain("PlyrGenres:TopN"));
    }

    [Test]
    public void The_first_settings_that_can_not_be_bound_are_refused_as_others_are()
    {
        using var host = new Host(new ChangingConfiguration(("PlyrGenres:TopN", "ten")), bind: true);
        Assert.That(
            () => host.Options, Throws.TypeOf<OptionsValidationException>().With.Message.Contains("PlyrGenres:TopN"));
    }

    [Test]
    public void Named_settings_neither_become_the_last_good_ones_nor_are_answered_with_them()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(_ => { });
        services.Configure<PlyrGenresOptions>(
            "mine", options => options.Replicate.BaseAddress = new Uri("https://mine.example"));
        services.Configure<PlyrGenresOptions>("wrong", options => options.TopN = 0);
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>();
        Assert.That(monitor.Get("mine").Replicate.BaseAddress, Is.EqualTo(new Uri("https://mine.example")));
        Assert.That(monitor.CurrentValue.Replicate.BaseAddress, Is.EqualTo(PlyrGenresDefaults.BaseAddress));
        Assert.That(() => monitor.Get("wrong"), Throws.TypeOf<OptionsValidationException>());
    }

    [Test]
    public void The_first_settings_that_can_not_be_used_are_thrown_and_not_logged()
    {
        using var host = new Host(new ChangingConfiguration(("REPLICATE_TOP_N", "ten")));
        Assert.That(() => host.Options, Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(Refusal));
        Assert.That(host.Logs.Entries, Is.Empty);
    }

    [Test]
    public async Task The_token_is_read_for_each_request()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_API_TOKEN", "r8_old"));
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.ApiToken = null,
            builder => builder.Services.AddPlyrGenres(configuration.Root));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            (request, cancellationToken) =>
            {
                configuration.Change(("REPLICATE_API_TOKEN", "r8_new"));
                return Answers.Ok(Prediction.Processing)(request, cancellationToken);
            },
            Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Creates.Only["Authorization"], Is.EqualTo("Bearer r8_old"));
        Assert.That(
            replicate.Polls.Sent.Select(sent => sent["Authorization"]),
            Is.EqualTo(new[] { "Bearer r8_old", "Bearer r8_new" }));
    }

    [Test]
    public async Task Everything_else_is_read_once_per_operation()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_TIMEOUT_SECONDS", "100"));
        await using var replicate = new ScriptedReplicate(
            register: builder => builder.Services.AddPlyrGenres(configuration.Root));
        replicate.Creates.Then(
            (request, cancellationToken) =>
            {
                configuration.Change(("REPLICATE_TIMEOUT_SECONDS", "20"));
                return Answers.RetryAfter(429, "60")(request, cancellationToken);
            });
        replicate.WithUsualRun();
        await replicate.ClassifyAsync();
        replicate.WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            replicate.Creates.Sent.Select(sent => sent["Cancel-After"]),
            Has.Some.EqualTo("110s").And.Some.EqualTo("30s"));
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(3));
    }

    [TestCase("http://cog.internal:5000")]
    [TestCase("https://cog.example")]
    public async Task No_token_is_sent_to_a_self_hosted_model_after_a_reload(string cog)
    {
        var configuration = new ChangingConfiguration();
        var selfHosted = true;
        await using var replicate = new ScriptedReplicate(
            options => (options.Replicate.SelfHosted, options.Replicate.BaseAddress) = (
                selfHosted, new Uri(selfHosted ? cog : "https://api.replicate.com")),
            builder => builder.Services.AddPlyrGenres(configuration.Root));
        selfHosted = false;
        configuration.Change(("REPLICATE_TOP_N", "4"));
        replicate.WithOutput(Prediction.DataOutput);
        await replicate.ClassifyAsync();
        Assert.That(replicate.Creates.Only.Address, Does.StartWith(cog + "/"));
        Assert.That(replicate.Creates.Only["Authorization"], Is.Null);
    }

    /// <summary>A container with nothing but settings and a log.</summary>
    private sealed class Host : IDisposable
    {
        private readonly ServiceProvider _provider;

        public Host(ChangingConfiguration configuration, Action<PlyrGenresOptions>? configure = null, bool bind = false)
        {
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.AddProvider(Logs));
            services.AddPlyrGenres(configuration.Root);
            if (configure is not null)
                services.AddPlyrGenres(configure);
            if (bind)
                services.Configure<PlyrGenresOptions>(configuration.Root.GetSection("PlyrGenres"));
            _provider = services.BuildServiceProvider();
        }

        public LogRecorder Logs { get; } = new();

        public PlyrGenresOptions Options =>
            _provider.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>().CurrentValue;

        public void Dispose() => _provider.Dispose();
    }
}
