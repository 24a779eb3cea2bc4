using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Tests.Workflows;

namespace Plyr.Genres.Tests.Settings;

/// <summary>What <c>AddPlyrGenres</c> leaves in a host's registrations.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 35)]
internal sealed class RegistrationTests
{
    [Test]
    public void A_second_call_only_adds_configuration()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => (options.TopN, options.Replicate.ApiToken) = (3, "t"));
        var once = services.Count;
        var builder = services.AddPlyrGenres(options => options.TopN = 4);
        Assert.That(services, Has.Count.EqualTo(once + 1));
        services.AddPlyrGenres();
        Assert.That(services, Has.Count.EqualTo(once + 1));
        services.AddPlyrGenres(new ChangingConfiguration(("REPLICATE_TOP_N", "5")).Root);
        Assert.That(services, Has.Count.EqualTo(once + 3), "the settings, and word of their changes");
        Assert.That(
            (builder.Services, builder.HttpClient.Services, builder.HttpClient.Name),
            Is.EqualTo(((IServiceCollection)services, (IServiceCollection)services, "Plyr.Genres")));

        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<PlyrGenresOptions>>().Value;
        Assert.That((options.TopN, options.Replicate.ApiToken), Is.EqualTo((5, "t")));
    }

    [Test]
    public void A_hosts_own_parts_win_registered_before_or_after([Values] bool before)
    {
        var (classifier, store, normalizer, policy) = (
            new FakeClassifier(), new InMemoryTrackExtraStore(), new GenreLabelNormalizer(1), new AutoTagPolicy());
        var services = new ServiceCollection();
        if (before)
            Register();
        services.AddPlyrGenres();
        if (!before)
            Register();
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetRequiredService<IGenreClassifier>(), Is.SameAs(classifier));
        Assert.That(provider.GetRequiredService<ITrackExtraStore>(), Is.SameAs(store));
        Assert.That(provider.GetRequiredService<GenreLabelNormalizer>(), Is.SameAs(normalizer));
        Assert.That(provider.GetRequiredService<AutoTagPolicy>(), Is.SameAs(policy));

        void Register()
        {
            services.AddSingleton<IGenreClassifier>(classifier);
            services.AddSingleton<ITrackExtraStore>(store);
            services.AddSingleton(normalizer);
            services.AddSingleton(policy);
        }
    }

    [Test]
    public void Classifier_of_the_host_replaces_the_client_by_type_or_factory_and_needs_no_token()
    {
        var classifier = new FakeClassifier();
        using var byType = Build(builder => builder.UseClassifier<FakeClassifier>());
        using var byFactory = Build(builder => builder.UseClassifier(_ => classifier));

        var ofType = byType.GetServices<IGenreClassifier>();
        var ofFactory = byFactory.GetServices<IGenreClassifier>();

        Assert.That(ofType.Single(), Is.InstanceOf<FakeClassifier>());
        Assert.That(ofFactory.Single(), Is.SameAs(classifier));

        static ServiceProvider Build(Action<PlyrGenresBuilder> use)
        {
            var builder = new ServiceCollection().AddPlyrGenres(options => options.Enabled = true);
            use(builder);
            var provider = builder.Services.BuildServiceProvider();
            provider.GetRequiredService<IStartupValidator>().Validate();
            return provider;
        }
    }

    [Test]
    public void A_hosts_clock_wins()
    {
        var time = new Support.ManualTimeProvider();
        using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddPlyrGenres().Services
            .BuildServiceProvider();
        Assert.That(provider.GetRequiredService<TimeProvider>(), Is.SameAs(time));
        using var other = new ServiceCollection().AddPlyrGenres().Services.BuildServiceProvider();
        Assert.That(other.GetRequiredService<TimeProvider>(), Is.SameAs(TimeProvider.System));
    }

    [Test]
    public void The_normaliser_and_the_policy_follow_the_settings()
    {
        var configuration = new ChangingConfiguration(("REPLICATE_TOP_N", "1"));
        var services = new ServiceCollection();
        services.AddPlyrGenres(configuration.Root);
        services.AddPlyrGenres(options => options.AutoTags.Limit = options.TopN);
        using var provider = services.BuildServiceProvider();
        GenreLabelScore[] labels = [new("Rock---Punk", 0.5)];
        Assert.That(Predictions(), Has.Count.EqualTo(1));
        var made = provider.GetRequiredService<GenreLabelNormalizer>();
        Assert.That(
            provider.GetRequiredService<GenreLabelNormalizer>(), Is.SameAs(made), "made once for the same settings");
        configuration.Change(("REPLICATE_TOP_N", "2"));
        Assert.That(Predictions(), Has.Count.EqualTo(2));
        Assert.That(provider.GetRequiredService<AutoTagPolicy>().Select(Predictions()), Has.Count.EqualTo(2));

        IReadOnlyList<GenrePrediction> Predictions() =>
            provider.GetRequiredService<GenreLabelNormalizer>().Normalize(labels);
    }

    [Test]
    public void Primary_handler_follows_no_redirects_keeps_no_cookies_and_renews_connections()
    {
        using var provider = new ServiceCollection().AddPlyrGenres().Services.BuildServiceProvider();
        var made = provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(
            PlyrGenresDefaults.HttpClientName);
        var builder = provider.GetRequiredService<HttpMessageHandlerBuilder>();
        foreach (var action in made.HttpMessageHandlerBuilderActions)
            action(builder);
        var handler = (SocketsHttpHandler)builder.PrimaryHandler;
        Assert.That(
            (handler.AllowAutoRedirect, handler.UseCookies, handler.AutomaticDecompression),
            Is.EqualTo((false, false, DecompressionMethods.All)));
        Assert.That(
            (handler.ConnectTimeout, handler.PooledConnectionLifetime),
            Is.EqualTo((TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2))));
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(
            PlyrGenresDefaults.HttpClientName);
        Assert.That(client.Timeout, Is.EqualTo(Timeout.InfiniteTimeSpan));
        Assert.That(client.DefaultRequestHeaders, Is.Empty);
    }

    [Test]
    public void Nothing_is_registered_for_nothing()
    {
        Assert.That(() => ((IServiceCollection)null!).AddPlyrGenres(), NamesArgument("services"));
        Assert.That(
            () => new ServiceCollection().AddPlyrGenres((Action<PlyrGenresOptions>)null!), NamesArgument("configure"));
        Assert.That(
            () => new ServiceCollection().AddPlyrGenres((Microsoft.Extensions.Configuration.IConfiguration)null!),
            NamesArgument("configuration"));
        Assert.That(() => new ServiceCollection().AddPlyrGenres().UseTrackStore(null!), NamesArgument("store"));
        Assert.That(() => new ServiceCollection().AddPlyrGenres().UseClassifier(null!), NamesArgument("create"));

        static NUnit.Framework.Constraints.IResolveConstraint NamesArgument(string name) =>
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo(name);
    }

    [Test]
    public void Store_is_scoped_unless_it_is_in_memory_or_has_another_lifetime()
    {
        Assert.That(LifetimeOf(builder => builder.UseTrackStore<OtherStore>()), Is.EqualTo(ServiceLifetime.Scoped));
        Assert.That(
            LifetimeOf(builder => builder.UseTrackStore<InMemoryTrackExtraStore>()),
            Is.EqualTo(ServiceLifetime.Singleton));
        Assert.That(
            LifetimeOf(builder => builder.UseTrackStore<OtherStore>(ServiceLifetime.Transient)),
            Is.EqualTo(ServiceLifetime.Transient));
        Assert.That(
            LifetimeOf(builder => builder.UseTrackStore(new InMemoryTrackExtraStore())),
            Is.EqualTo(ServiceLifetime.Singleton));
        Assert.That(
            LifetimeOf(builder =>
            {
                builder.Services.AddKeyedScoped<OtherStore>("other").AddSingleton<OtherStore>();
                builder.UseTrackStore<OtherStore>();
            }),
            Is.EqualTo(ServiceLifetime.Singleton));

        static ServiceLifetime LifetimeOf(Action<PlyrGenresBuilder> use)
        {
            var builder = new ServiceCollection().AddPlyrGenres();
            use(builder);
            return builder.Services.Single(service => service.ServiceType == typeof(ITrackExtraStore)).Lifetime;
        }
    }

    [Test]
    public void Store_is_created_by_the_container_without_a_registration()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres().UseTrackStore<OtherStore>();
        using var provider = services.BuildServiceProvider();
        using var scope = provider.CreateScope();
        Assert.That(
            scope.ServiceProvider.GetRequiredService<ITrackExtraStore>(),
            Is.InstanceOf<OtherStore>().And.SameAs(scope.ServiceProvider.GetRequiredService<OtherStore>()));
    }

    private sealed class OtherStore : ITrackExtraStore
    {
        public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<bool> UpdateAsync(
            TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Track>> ListAsync(
            TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
