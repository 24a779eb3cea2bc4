using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;

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
    public void A_second_call_with_options_adds_what_it_says_about_them_and_nothing_else()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.TopN = 3);
        var once = services.ToArray();
        services.AddPlyrGenres(options => options.TopN = 4);
        services.AddPlyrGenres(new ConfigurationBuilder().Build());
        Assert.That(
            services.Except(once).Select(service => service.ServiceType),
            Is.EqualTo(new[] { typeof(IConfigureOptions<PlyrGenresOptions>), typeof(IConfigureOptions<PlyrGenresOptions>), typeof(IOptionsChangeTokenSource<PlyrGenresOptions>) }));
    }

    [Test]
    public void The_container_checks_out_with_scopes_and_on_build([Values] bool isScoped)
    {
        var services = new ServiceCollection();
        var builder = services.AddPlyrGenres(options => (options.Enabled, options.ApiToken) = (true, "token"));
        builder.UseTrackStore<InMemoryTrackExtraStore>(isScoped ? ServiceLifetime.Scoped : ServiceLifetime.Singleton);
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        Assert.That(
            new object?[] { provider.GetService<TrackGenres>(), provider.GetService<GenreBackfill>(), provider.GetService<GenreAudit>(), provider.GetService<IGenreClassifier>() },
            Has.None.Null);
    }

    private static string Describe(ServiceDescriptor service) => $"{service.ServiceType} {service.Lifetime}";
}
