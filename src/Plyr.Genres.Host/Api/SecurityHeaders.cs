using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// What keeps other sites' pages and injected markup from using this host through a visitor's browser.
/// </summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
        + "connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        // When the answer starts: what handles an exception takes away the headers that are there by then.
        context.Response.OnStarting(Set, context.Response.Headers);
        if (IsCrossSiteChange(context.Request))
            await Problems.CrossSite().ExecuteAsync(context);
        else
            await next(context);
    }

    private static Task Set(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    /// <summary>
    /// Returns whether a page of another site sends a request. Browsers say so, to an address that is neither this
    /// machine nor https in Origin or Referer only; programs do not. There is no authentication, and any site's page
    /// may send a form or show an image.
    /// </summary>
    public static bool IsCrossSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "" => Source(request) is { Length: > 0 } source && !IsOwn(source, request),
        "same-origin" or "none" => false,
        _ => true,
    };

    private static string Source(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin ? origin : request.Headers.Referer.ToString();

    private static bool IsCrossSiteChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && IsCrossSite(request);

    /// <summary>
    /// Whether an origin is this host as it was addressed, or as the world knows it where a proxy addresses it
    /// otherwise.
    /// </summary>
    private static bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            return false;
        var known = request.HttpContext.RequestServices.GetRequiredService<HostSettings>().PublicBaseUrl;
        return string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(uri.Authority, known?.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
