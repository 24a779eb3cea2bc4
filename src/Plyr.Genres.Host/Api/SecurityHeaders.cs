namespace Plyr.Genres.Host.Api;

/// <summary>What keeps other sites' pages and injected markup from using this host through a visitor's browser.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (IsCrossSiteChange(context.Request))
            await Problems.CrossSite().ExecuteAsync(context);
        else
            await next(context);
    }

    /// <summary>
    /// There is no sign-in here, and a multipart form may be sent by any site's page without asking. Browsers say from where a
    /// request comes; programs do not, and pass.
    /// </summary>
    private static bool IsCrossSiteChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
