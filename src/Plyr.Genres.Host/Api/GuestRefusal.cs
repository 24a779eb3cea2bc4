using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// Refuses what adds, changes or deletes tracks on tables that another program created, before anything is touched.
/// </summary>
internal static class GuestRefusal
{
    public static TBuilder RefuseGuests<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var services = context.HttpContext.RequestServices;
        return await services.GetRequiredService<ITrackCatalog>().OwnsTracksAsync(context.HttpContext.RequestAborted)
            ? await next(context)
            : Problems.GuestTables();
    }).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status409Conflict,
    typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]));
}
