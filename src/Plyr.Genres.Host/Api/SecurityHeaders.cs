using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>Rejects changes that other sites' pages send, and sets the security headers.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
        + "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public static async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        // Not set now, because the exception handler clears the headers.
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
    /// Returns whether another site's page sent the request, by Sec-Fetch-Site, Origin and Referer. Browsers send
    /// Sec-Fetch-Site to https and localhost only; programs send none of the three.
    /// </summary>
    /// <remarks>There is no authentication, and any site's page may send a form or show an image.</remarks>
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

    /// <summary>Returns whether an origin is the host of the request, or the public address of this host.</summary>
    private static bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            return false;
        var publicUrl = request.HttpContext.RequestServices.GetRequiredService<HostSettings>().PublicBaseUrl;
        return string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(uri.Authority, publicUrl?.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
