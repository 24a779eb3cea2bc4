namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>Shows the answers of the host to the watch: status line, headers, and bodies that are text.</summary>
internal sealed class WatchingHttpHandler(SecretWatch watch, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        watch.Look("HTTP header", response.ToString());
        if (response.Content.Headers.ContentType?.MediaType is { } type && (
            type.StartsWith("text/", StringComparison.Ordinal)
                || type.Contains("json", StringComparison.Ordinal)
                || type.Contains("javascript", StringComparison.Ordinal)))
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            watch.Look("HTTP body", await response.Content.ReadAsStringAsync(cancellationToken));
        }

        return response;
    }
}
