using System.Buffers;
using System.Text.Json;

namespace Plyr.Genres.Replicate;

/// <content>Reads the output of a run: from allowed hosts only, of limited size, and without the token.</content>
internal sealed partial class ReplicateClient
{
    private const int MaxRedirects = 5;

    /// <summary>Reads the output of a run that succeeded.</summary>
    public async Task<ReplicateOutput> ReadOutputAsync(
        PredictionAnswer prediction, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!prediction.HasOutput)
            throw Errors.Expired(prediction);
        var address = ReplicateOutput.FindAddress(prediction.Output)
            ?? throw Errors.Malformed("it is not the address of one file", prediction);
        if (!ReplicateOutput.IsDataUri(address))
            return await DownloadAsync(address, prediction, deadline, cancellationToken).ConfigureAwait(false);
        var json = ReplicateOutput.DecodeDataUri(address)
            ?? throw Errors.Malformed("it is a data URI that is broken or larger than 1 MiB", prediction);
        return Parse(json, prediction);
    }

    private async Task<ReplicateOutput> DownloadAsync(
        string address, PredictionAnswer prediction, Deadline deadline, CancellationToken cancellationToken)
    {
        var next = Check(ReplicateOutput.ParseAddress(address));
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var current = next;
            var call = new Call<(ReplicateOutput? Output, Uri? Redirect)>(
                "The download of the output",
                () => Request(HttpMethod.Get, current),
                (response, token) => ReadAsync(response, current, token))
            {
                PredictionId = prediction.UsableId,
            };
            var (output, redirect) = await SendAsync(call, deadline, cancellationToken).ConfigureAwait(false);
            if (output is not null)
                return output;
            next = Check(redirect);
        }

        throw Errors.Malformed($"its address redirects more than {MaxRedirects} times", prediction);

        async Task<(ReplicateOutput? Output, Uri? Redirect)> ReadAsync(
            HttpResponseMessage response, Uri current, CancellationToken token)
        {
            // A handler of the host may have followed a redirect.
            Check(response.RequestMessage?.RequestUri ?? current);
            var status = response.StatusCode;
            if ((int)status is >= 300 and < 400 && response.Headers.Location is { } location)
                return (null, Uri.TryCreate(current, location, out var target) ? target : null);
            if ((int)status is 401 or 403 or 404 or 410)
                throw Errors.Expired(prediction, status);
            if (!response.IsSuccessStatusCode)
                throw Errors.NoOutput(prediction, status);
            return (await ReadAndParseAsync(response.Content, prediction, token).ConfigureAwait(false), null);
        }

        Uri Check(Uri? target)
        {
            if (target is null)
                throw Errors.Malformed("its address is not a URL", prediction);
            return ReplicateOutput.IsAllowed(target, options.Replicate)
                ? target
                : throw Errors.HostNotAllowed(target, prediction);
        }
    }

    /// <summary>Reads an output into pooled memory, because it is most of what one classification receives.</summary>
    private async Task<ReplicateOutput> ReadAndParseAsync(
        HttpContent content, PredictionAnswer prediction, CancellationToken cancellationToken)
    {
        const int MaxLength = ReplicateOutput.MaxLength;
        var expected = content.Headers.ContentLength ?? MaxLength;
        if (expected > MaxLength)
            throw Errors.TooLong(prediction);

        // One byte more, to notice an output that is longer.
        var buffer = ArrayPool<byte>.Shared.Rent((int)expected + 1);
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = await stream
                .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return length <= MaxLength
                ? Parse(buffer.AsSpan(0, length), prediction)
                : throw Errors.TooLong(prediction);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ReplicateOutput Parse(ReadOnlySpan<byte> json, PredictionAnswer prediction)
    {
        try
        {
            var output = ReplicateOutput.Read(json);
            return output is { Total: > 0, Labels.Count: 0 }
                ? throw Errors.Malformed("none of its labels has a score from 0 to 1", prediction)
                : output;
        }
        catch (JsonException exception)
        {
            throw Errors.Malformed("it is not a JSON object", prediction, exception);
        }
    }
}
