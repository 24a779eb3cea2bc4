using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Reads a multipart upload part by part as it arrives: the file goes to disk, the fields are short.</summary>
internal sealed class UploadReader(AudioStore audio, HostSettings settings)
{
    private const int MaxFieldBytes = 16 * 1024;
    private const int MaxFields = 16;
    private const string AudioField = "file";
    private const int DrainBufferSize = 64 * 1024;

    /// <summary>Refuses what is no text, where the usual one would store question marks.</summary>
    private static readonly UTF8Encoding Utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How much of a request may be no audio: boundaries, headers and fields.</summary>
    private const long Overhead = 1024 * 1024;

    /// <summary>Reads the form.</summary>
    /// <exception cref="AudioRefusedException">The file is refused.</exception>
    /// <exception cref="InvalidDataException">
    /// The body is no multipart form, or one that is not accepted here.
    /// </exception>
    public async Task<UploadForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.ContentLength > settings.MaxUploadBytes + Overhead)
                throw new AudioRefusedException(
                    AudioRefusal.TooLarge,
                    $"The upload is larger than {settings.MaxUploadBytes} bytes, the most that is accepted here.");
            return await ReadPartsAsync(request, cancellationToken);
        }
        catch (Exception refusal) when (
            refusal is AudioRefusedException or InvalidDataException || StorageFailure.IsFull(refusal))
        {
            await DrainAsync(request.Body, cancellationToken);
            throw;
        }
    }

    public static bool TryGetBoundary(HttpRequest request, out string boundary)
    {
        boundary = "";
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
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
                "The upload ends before its next boundary; send it whole, as multipart/form-data.", exception);
        }
    }

    private async Task ReadPartAsync(UploadForm form, MultipartSection part, CancellationToken cancellationToken)
    {
        var disposition = part.GetContentDispositionHeader();
        var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
        // Some clients name no file, for example HttpClient's form.Add(content, "file").
        if (disposition?.IsFileDisposition() == true || name == AudioField)
        {
            if (name != AudioField || form.Audio is not null)
                throw new InvalidDataException("Send exactly one file, in the field 'file'.");
            form.FileName = HeaderUtilities.RemoveQuotes(
                disposition?.FileNameStar.HasValue == true
                    ? disposition.FileNameStar
                    : disposition?.FileName ?? default).Value;
            form.Audio = await audio.ReceiveAsync(part.Body, settings.MaxUploadBytes, cancellationToken);
        }
        else if (
            form.Fields.Count >= MaxFields
                || !form.Fields.TryAdd(name, await ReadTextAsync(part.Body, name, cancellationToken)))
        {
            throw new InvalidDataException($"The field '{name}' comes twice, or there are too many fields.");
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
            throw new InvalidDataException($"The field '{name}' is not text in UTF-8.", exception);
        }
    }

    /// <summary>
    /// Reads on after a refusal, up to the size of another upload: a client that is still sending when the answer comes
    /// and the connection closes sees a broken connection instead of the reason.
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
