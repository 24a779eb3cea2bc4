namespace Plyr.Genres.Tests.Classification;

/// <summary>A request as it reached the network.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Address">The whole address, as it was asked for.</param>
/// <param name="Headers">Every header as <c>Name: value</c>, sorted; the length of the body apart.</param>
/// <param name="Body">The body as text; empty when there is none.</param>
internal sealed record SentRequest(string Method, string Address, string[] Headers, string Body)
{
    /// <summary>The value of a header, or null.</summary>
    public string? this[string header] =>
        Headers.FirstOrDefault(line => line.StartsWith(header + ": ", StringComparison.Ordinal))?[
            (header.Length + 2)..
        ];

    public static async Task<SentRequest> OfAsync(HttpRequestMessage request)
    {
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .Where(header => header.Key != "Content-Length")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        var body = request.Content is { } content ? await content.ReadAsStringAsync() : "";
        return new SentRequest(request.Method.Method, request.RequestUri!.OriginalString, [.. headers], body);
    }

    public override string ToString() => $"{Method} {Address}";
}
