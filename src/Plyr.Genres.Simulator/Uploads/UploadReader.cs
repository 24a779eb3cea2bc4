using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Reads an upload without buffering it. The form has the file in <c>content</c>, and optionally the fields
/// <c>filename</c>, <c>type</c> and <c>metadata</c>.
/// </summary>
internal sealed class UploadReader(AudioSpool spool, UploadStore store, SimulatorOptions options)
{
    private const int LongestField = 64 * 1024;

    private static readonly InvalidField InvalidMetadata = new("format", "metadata", "Does not match format 'json'");

    // Boundaries, headers and fields.
    private const long Overhead = 1024 * 1024;

    /// <summary>Reads the form and stores its file.</summary>
    /// <returns>The file, or the problem.</returns>
    public async Task<(Upload? Upload, Problem? Problem)> ReadAsync(HttpContext context)
    {
        if (Boundary(context.Request) is not { } boundary)
            return (null, Problems.NotMultipart);
        if (context.Request.ContentLength > options.MaxFileSize + Overhead)
            return (null, Problems.FileTooLarge);
        try
        {
            return await ReadAsync(new MultipartReader(boundary, context.Request.Body), context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return (null, Problems.NotMultipart);
        }
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
            ? boundary.Value
            : null;

    private async Task<(Upload? Upload, Problem? Problem)> ReadAsync(
        MultipartReader form, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>();
        SpooledAudio? content = null;
        Upload? upload = null;
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                var header = section.GetContentDispositionHeader();
                if (header?.Name != "content" || content is not null)
                {
                    fields[header?.Name.Value ?? ""] = await ReadFieldAsync(section.Body, cancellationToken);
                    continue;
                }

                content = await spool.WriteAsync(section.Body, options.MaxFileSize, cancellationToken);
                if (content is null)
                    return (null, Problems.FileTooLarge);
                fields.TryAdd("filename", (header.FileNameStar.Value ?? header.FileName.Value ?? "file").Trim('"'));
                fields.TryAdd("type", section.ContentType ?? "application/octet-stream");
            }

            if (content is null)
                return (null, Problems.Invalid([InvalidField.Required("", "content")]));
            if (Metadata(fields) is not { } metadata)
                return (null, Problems.Invalid([InvalidMetadata]));
            upload = store.Add(content, fields["filename"], fields["type"], metadata);
            return (upload, null);
        }
        finally
        {
            if (upload is null)
                content?.Dispose();
        }
    }

    /// <exception cref="InvalidDataException">The field is too long.</exception>
    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(body);
        var buffer = new char[LongestField + 1];
        var length = await text.ReadBlockAsync(buffer, cancellationToken);
        return length <= LongestField ? new string(buffer, 0, length) : throw new InvalidDataException();
    }

    /// <returns>The metadata, or null if it isn't valid JSON.</returns>
    private static string? Metadata(Dictionary<string, string> fields)
    {
        var metadata = fields.GetValueOrDefault("metadata", "{}");
        try
        {
            using var json = JsonDocument.Parse(metadata);
            return metadata;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
