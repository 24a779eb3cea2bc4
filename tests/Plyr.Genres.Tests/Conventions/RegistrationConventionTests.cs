using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Tests.Workflows;

namespace Plyr.Genres.Tests.Conventions;

public sealed class RegistrationConventionTests
{
    [Test]
    public void A_second_call_registers_nothing_twice()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres();
        var once = services.Select(Describe).ToArray();
        services.AddPlyrGenres();
        Assert.That(services.Select(Describe), Is.EqualTo(once));
    }

    [Test]
    public void Second_call_only_adds_its_configuration()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.TopN = 3);
        var once = services.ToArray();
        services.AddPlyrGenres(options => options.TopN = 4);
        services.AddPlyrGenres(new ConfigurationBuilder().Build());
        Assert.That(
            services.Except(once).Select(service => service.ServiceType),
            Is.EqualTo(
                new[]
                {
                    typeof(IConfigureOptions<PlyrGenresOptions>),
                    typeof(IConfigureOptions<PlyrGenresOptions>),
                    typeof(IOptionsChangeTokenSource<PlyrGenresOptions>),
                }));
    }

    [Test]
    public void The_container_checks_out_with_scopes_and_on_build([Values] bool isScoped)
    {
        var services = new ServiceCollection();
        var builder = services.AddPlyrGenres(
            options => (options.Enabled, options.Replicate.ApiToken) = (true, "token"));
        builder.UseTrackStore<InMemoryTrackExtraStore>(isScoped ? ServiceLifetime.Scoped : ServiceLifetime.Singleton);
        using var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        Assert.That(
            new object?[]
            {
                provider.GetService<TrackGenres>(),
                provider.GetService<GenreBackfill>(),
                provider.GetService<GenreAudit>(),
                provider.GetService<IGenreClassifier>(),
            },
            Has.None.Null);
    }

    [Test]
    public async Task Classifier_and_store_of_the_host_win_registered_before_or_after([Values] bool before)
    {
        var own = (Classifier: new FakeClassifier(), Store: new InMemoryTrackExtraStore());
        var services = new ServiceCollection();
        if (before)
            RegisterOwn();
        services.AddPlyrGenres(options => options.Enabled = true);
        if (!before)
            RegisterOwn();
        await using var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        own.Store.Put(
            new Track { Id = 1, FileId = "a", Audio = new Uri("https://audio.example/a") }, """{"auto_tag":true}""");

        var classification = await provider.GetRequiredService<TrackGenres>().ClassifyAsync(1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Classifier.Calls, Is.EqualTo(1), "the classifier");
            Assert.That(
                (await own.Store.FindAsync(1))!.Extra.Predictions, Is.EqualTo(classification.Predictions), "the store");
        }

        void RegisterOwn() => services
            .AddSingleton<IGenreClassifier>(own.Classifier).AddSingleton<ITrackExtraStore>(own.Store);
    }

    private static string Describe(ServiceDescriptor service) => $"{service.ServiceType} {service.Lifetime}";
}
