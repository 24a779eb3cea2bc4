using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Reads an error body, of which nothing is certain: bounded in size and time, and never failing the failure.</summary>
internal static class ProblemReader
{
    private const int Limit = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>What the body says, or null when it is not the JSON of a problem.</returns>
    public static async Task<ProblemAnswer?> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var body = await BoundedBody.ReadAsync(response.Content, Limit, linked.Token).ConfigureAwait(false);
            return body.IsTooLong ? null : JsonSerializer.Deserialize(body.Bytes, ReplicateJsonContext.Default.ProblemAnswer);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The status alone decides then: a proxy's HTML page or a broken body explains nothing.
            return null;
        }
    }
}
