using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Commands;

/// <summary>Creates the services of commands that use a model without tracks.</summary>
internal static class ModelServices
{
    public static ServiceCollection For(HostSettings settings, ModelKind model, ReplicateSimulator? simulator = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
            logging.AddConfiguration(settings.Configuration.GetSection("Logging")).SetMinimumLevel(LogLevel.Warning));
        services.AddPlyrGenres(settings.Configuration).UseModel(settings, model, simulator);
        if (settings.Vocabulary is { } vocabulary)
            services.AddPlyrGenres(vocabulary.ApplyTo);
        return services;
    }
}
