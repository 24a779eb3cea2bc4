using System.Net;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Fetches the output of a run and reads its labels. Defect H1: only from allowed hosts, bounded, never with the token.</summary>
internal sealed class OutputDownloader(RepeatableRequests requests, PlyrGenresOptions options, ReplicateFailures failures)
{
    /// <summary>The model's output has about 19 kB; one of more than a MiB is none of the model's.</summary>
    private const int Limit = 1024 * 1024;
    private const int MaxRedirects = 5;

    public async Task<ModelOutput> FetchAsync(JsonElement output, string? predictionId, CancellationToken cancellationToken)
    {
        var address = OutputAddress.Find(output)
            ?? throw failures.Malformed("it is no address of one file", predictionId);
        if (DataUri.Is(address))
            return Read(DataUri.Decode(address, Limit) ?? throw failures.Malformed("it is a data URI that is broken or larger than 1 MiB", predictionId), predictionId);

        var next = Check(OutputAddress.Parse(address), predictionId);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var current = next;
            var (labels, redirect) = await requests.SendAsync(
                "Fetching the output",
                () => ReplicateRequests.Output(current),
                (response, token) => ReadAsync(response, current, predictionId, token),
                predictionId,
                cancellationToken).ConfigureAwait(false);
            if (labels is { } found)
                return found;
            next = redirect!;
        }

        throw failures.Malformed($"its address redirects more than {MaxRedirects} times", predictionId);
    }

    private async Task<(ModelOutput? Labels, Uri? Redirect)> ReadAsync(HttpResponseMessage response, Uri address, string? predictionId, CancellationToken cancellationToken)
    {
        // A host may have put a redirecting handler in place of ours: what counts is where the answer came from.
        Check(response.RequestMessage?.RequestUri ?? address, predictionId);
        if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            return (null, Check(Uri.TryCreate(address, location, out var next) ? next : null, predictionId));
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone)
            throw failures.Expired(predictionId, response.StatusCode);
        if (!response.IsSuccessStatusCode)
            throw failures.NoOutput(response.StatusCode, predictionId);
        if (response.Content.Headers.ContentLength > Limit)
            throw failures.Malformed("it is larger than 1 MiB", predictionId);

        using var body = await BoundedBody.ReadAsync(response.Content, Limit, cancellationToken).ConfigureAwait(false);
        if (body.IsTooLong)
            throw failures.Malformed("it is larger than 1 MiB", predictionId);
        return (Read(body.Bytes, predictionId), null);
    }

    private ModelOutput Read(ReadOnlySpan<byte> bytes, string? predictionId)
    {
        ModelOutput output;
        try
        {
            output = ModelOutput.Read(bytes);
        }
        catch (JsonException exception)
        {
            throw failures.Malformed("it is no JSON object", predictionId, exception);
        }

        if (output is { Total: > 0, Labels.Count: 0 })
            throw failures.Malformed("none of its labels has a score from 0 to 1", predictionId);
        return output;
    }

    private Uri Check(Uri? address, string? predictionId)
    {
        if (address is null)
            throw failures.Malformed("its address is no URL", predictionId);
        if (!OutputAddress.IsAllowed(address, options))
            throw failures.Malformed($"its address has scheme {address.Scheme} and host '{address.Host}', which is not allowed", predictionId);
        return address;
    }
}
