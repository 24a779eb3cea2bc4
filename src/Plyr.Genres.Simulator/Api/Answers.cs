namespace Plyr.Genres.Simulator;

/// <summary>Writes an answer without starting it early, so that a fault can still take it back.</summary>
internal static class Answers
{
    public static async Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task WriteJsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> body) => WriteAsync(context, status, "application/json", body);
}
