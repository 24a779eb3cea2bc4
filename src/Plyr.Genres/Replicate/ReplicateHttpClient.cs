using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Plyr.Genres.Replicate;

/// <summary>Registers the HTTP client, whose handlers a host can extend.</summary>
internal static class ReplicateHttpClient
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    public static IHttpClientBuilder AddTo(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, SendOnceFilter>());
        return services
            .AddHttpClient(PlyrGenresDefaults.HttpClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)

            // They log whole addresses. The package's own entries don't.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // Redirects are followed by hand, to allowed hosts only. All callers would share the cookies.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = ConnectTimeout,
                PooledConnectionLifetime = ConnectionLifetime,
                Proxy = new LoopbackBypassProxy(HttpClient.DefaultProxy),
            });
    }

    /// <summary>Adds the handler after all handlers of the host, in whatever order they were registered.</summary>
    private sealed class SendOnceFilter(TimeProvider time) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            if (builder.Name == PlyrGenresDefaults.HttpClientName)
                builder.AdditionalHandlers.Add(new SendOnceHandler(time));
        };
    }
}
