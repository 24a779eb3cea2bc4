using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>What keeps other sites' pages and injected markup from using this host through a visitor's browser.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
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
    /// There is no sign-in here, and a multipart form may be sent by any site's page without asking. Browsers say from where a
    /// request comes; programs do not, and pass. To an address that is neither this machine nor https they say it in Origin only.
    /// </summary>
    private static bool IsCrossSiteChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "" => request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request),
            var site => site is "cross-site" or "same-site",
        };

    /// <summary>Whether an origin is this host as it was addressed, or as the world knows it where a proxy addresses it otherwise.</summary>
    private static bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            return false;
        var known = request.HttpContext.RequestServices.GetRequiredService<HostSettings>().PublicBaseUrl;
        return string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(uri.Authority, known?.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
