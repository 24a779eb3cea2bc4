using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Reads a multipart upload in one pass: writes the file to disk, keeps the fields in memory.</summary>
internal sealed class UploadReader(AudioStore audio, HostSettings settings)
{
    private const int MaxFieldBytes = 16 * 1024;
    private const int MaxFields = 16;
    private const string AudioField = "file";
    private const int DrainBufferSize = 64 * 1024;

    /// <summary>The maximum size of everything but the audio: boundaries, headers and fields.</summary>
    private const long Overhead = 1024 * 1024;

    private static readonly UTF8Encoding Utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the form.</summary>
    /// <exception cref="AudioRefusedException">The file is rejected.</exception>
    /// <exception cref="InvalidDataException">The body is not a valid multipart form.</exception>
    public async Task<UploadForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.ContentLength > settings.MaxUploadBytes + Overhead)
                throw AudioRefusedException.TooLarge(settings.MaxUploadBytes);
            return await ReadPartsAsync(request, cancellationToken);
        }
        catch (Exception exception)
            when (exception is AudioRefusedException or InvalidDataException || StorageFailure.IsFull(exception))
        {
            await DrainAsync(request.Body, cancellationToken);
            throw;
        }
    }

    public static bool TryGetBoundary(HttpRequest request, out string boundary)
    {
        boundary = "";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return false;
        boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= 200;
    }

    private async Task<UploadForm> ReadPartsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!TryGetBoundary(request, out var boundary))
            throw new InvalidDataException("The upload has no usable multipart boundary.");
        var form = new UploadForm();
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await NextPartAsync(parts, cancellationToken) is { } part)
                await ReadPartAsync(form, part, cancellationToken);
            return form;
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    private static async Task<MultipartSection?> NextPartAsync(
        MultipartReader parts, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.ReadNextSectionAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            throw new InvalidDataException(
                "The upload ends before its next boundary; send all of it, as multipart/form-data.", exception);
        }
    }

    private async Task ReadPartAsync(UploadForm form, MultipartSection part, CancellationToken cancellationToken)
    {
        var disposition = part.GetContentDispositionHeader();
        var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
        // Some clients send no file name, for example HttpClient's form.Add(content, "file").
        if (disposition?.IsFileDisposition() == true || name == AudioField)
        {
            if (name != AudioField || form.Audio is not null)
                throw new InvalidDataException("Send exactly one file, in the field 'file'.");
            var fileName = disposition?.FileNameStar.HasValue == true
                ? disposition.FileNameStar
                : disposition?.FileName ?? default;
            form.FileName = HeaderUtilities.RemoveQuotes(fileName).Value;
            form.Audio = await audio.ReceiveAsync(part.Body, settings.MaxUploadBytes, cancellationToken);
        }
        else if (form.Fields.Count >= MaxFields)
        {
            throw new InvalidDataException($"The upload has more than {MaxFields} fields.");
        }
        else if (!form.Fields.TryAdd(name, await ReadTextAsync(part.Body, name, cancellationToken)))
        {
            throw new InvalidDataException($"The upload contains the field '{name}' more than once.");
        }
    }

    private static async Task<string> ReadTextAsync(Stream body, string name, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldBytes + 1];
        var length = await body.ReadUploadAsync(buffer, buffer.Length, cancellationToken);
        if (length > MaxFieldBytes)
            throw new InvalidDataException($"The field '{name}' is longer than {MaxFieldBytes} bytes.");
        try
        {
            return Utf8.GetString(buffer, 0, length);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"The field '{name}' is not valid UTF-8.", exception);
        }
    }

    /// <summary>
    /// Reads the rest of a rejected upload. A client that is still sending when the connection closes would get a
    /// broken connection instead of the reason.
    /// </summary>
    private async Task DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[DrainBufferSize];
        var left = settings.MaxUploadBytes + Overhead;
        int read;
        while (left > 0 && (read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            left -= read;
    }
}
