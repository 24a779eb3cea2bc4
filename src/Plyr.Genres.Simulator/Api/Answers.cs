using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Writes answers without flushing, so that a fault can still replace them.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task WriteJsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> body) =>
        WriteAsync(context, status, "application/json", body);

    public static Task WriteJsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write) =>
        WriteJsonAsync(context, status, Json(write));

    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, Writing))
            write(json);
        return body.WrittenMemory;
    }
}
