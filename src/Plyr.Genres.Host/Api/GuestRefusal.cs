using Microsoft.AspNetCore.Mvc;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Rejects requests that add, change or delete tracks of another program's tables.</summary>
internal static class GuestRefusal
{
    public static TBuilder RefuseGuests<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint
            .AddEndpointFilter(InvokeAsync)
            .WithMetadata(new ProducesResponseTypeMetadata(
                StatusCodes.Status409Conflict, typeof(ProblemDetails), ["application/problem+json"]));

    private static async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var catalog = context.HttpContext.RequestServices.GetRequiredService<ITrackCatalog>();
        return await catalog.OwnsTracksAsync(context.HttpContext.RequestAborted)
            ? await next(context)
            : Problems.GuestTables();
    }
}
