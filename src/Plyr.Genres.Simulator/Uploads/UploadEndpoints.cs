using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Plyr.Genres.Simulator;

/// <summary>Provides Replicate's Files API: create, list, get and delete. Only runs can read the content.</summary>
internal sealed class UploadEndpoints(UploadStore store, UploadReader reader, Origins origins, SimulatorOptions options)
{
    public const string Path = "/v1/files";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, Authenticated(CreateAsync));
        routes.MapGet(Path, Authenticated(ListAsync));
        routes.MapGet(Path + "/{id}", Authenticated(GetAsync));
        routes.MapDelete(Path + "/{id}", Authenticated(DeleteAsync));
        routes.MapGet(Path + "/{id}/download", Authenticated(Problems.NotReadable.WriteAsync));
    }

    private RequestDelegate Authenticated(RequestDelegate next) => context =>
        Authentication.Check(context.Request, options) is { } problem ? problem.WriteAsync(context) : next(context);

    private async Task CreateAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var (upload, problem) = await reader.ReadAsync(context);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        var answer = Answers.Json(json => Write(json, context.Request, upload!));
        await Answers.WriteJsonAsync(context, StatusCodes.Status201Created, answer);
        if (context.Items[typeof(Fault)] is Fault { LosesFile: true })
            store.Remove(upload!.File.Id);
    }

    private Task ListAsync(HttpContext context) => Answers.WriteJsonAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteNull("previous");
        json.WriteNull("next");
        json.WriteStartArray("results");
        foreach (var upload in store.Present)
            Write(json, context.Request, upload);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private Task GetAsync(HttpContext context) => store.Find(Id(context)) is { } upload
        ? Answers.WriteJsonAsync(context, StatusCodes.Status200OK, json => Write(json, context.Request, upload))
        : Problems.NotFound.WriteAsync(context);

    private Task DeleteAsync(HttpContext context)
    {
        if (!store.Remove(Id(context)))
            return Problems.NotFound.WriteAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private void Write(Utf8JsonWriter json, HttpRequest request, Upload upload)
    {
        var file = upload.File;
        json.WriteStartObject();
        json.WriteString("id", file.Id);
        json.WriteString("name", file.Name);
        json.WriteString("content_type", file.ContentType);
        json.WriteNumber("size", file.Size);
        json.WriteString("etag", upload.Audio.Md5);
        json.WriteStartObject("checksums");
        json.WriteString("sha256", file.Sha256);
        json.WriteString("md5", upload.Audio.Md5);
        json.WriteEndObject();
        json.WritePropertyName("metadata");
        json.WriteRawValue(upload.Metadata);
        json.WriteString("created_at", PredictionJson.Time(file.CreatedAt, "fff"));
        json.WriteString("expires_at", PredictionJson.Time(file.ExpiresAt, "fff"));
        json.WriteStartObject("urls");
        json.WriteString("get", $"{origins.For(request).Api}{Path[1..]}/{file.Id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
