using System.Runtime.ExceptionServices;

namespace Plyr.Genres.Tests.Classification;

/// <summary>
/// Adds to MockHttp 6 what it lacks: the token of a request, exceptions, and answers from another address.
/// </summary>
internal sealed class MockHttpBridge : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<CancellationToken> Token = new("token");
    private static readonly HttpRequestOptionsKey<Exception> Thrown = new("thrown");
    private static readonly HttpRequestOptionsKey<Uri> Origin = new("origin");

    public static CancellationToken TokenOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(Token, out var token) ? token : default;

    /// <summary>Throws the exception once MockHttp has answered.</summary>
    public static HttpResponseMessage Throw(HttpRequestMessage request, Exception exception)
    {
        request.Options.Set(Thrown, exception);
        return new HttpResponseMessage();
    }

    /// <summary>Makes the answer come from another address.</summary>
    public static void AnswerFrom(HttpRequestMessage request, Uri origin) => request.Options.Set(Origin, origin);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Token, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Options.TryGetValue(Thrown, out var exception))
            ExceptionDispatchInfo.Throw(exception);
        if (request.Options.TryGetValue(Origin, out var origin))
            response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, origin);
        return response;
    }
}
