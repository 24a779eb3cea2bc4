using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Answers one request.</summary>
internal delegate Task<HttpResponseMessage> Answer(HttpRequestMessage request, CancellationToken cancellationToken);

/// <summary>The answers of a service, or of the network in between.</summary>
internal static class Answers
{
    /// <summary>No answer, until the request is canceled.</summary>
    public static Answer Silence { get; } = async (_, cancellationToken) =>
    {
        var given = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => given.TrySetCanceled(cancellationToken));
        return await given.Task;
    };

    public static Answer Ok(string body, string mediaType = "application/json") => Status(200, body, mediaType);

    /// <summary>The answer to a create.</summary>
    public static Answer Created(string prediction) => Status(201, prediction, "application/json");

    public static Answer Status(
        int status,
        string body = "",
        string mediaType = "application/problem+json",
        Action<HttpResponseHeaders>? headers = null) =>
        Bytes(Encoding.UTF8.GetBytes(body), mediaType, status, headers);

    public static Answer Bytes(
        byte[] body,
        string mediaType = "application/json",
        int status = 200,
        Action<HttpResponseHeaders>? headers = null) =>
        (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        headers?.Invoke(response.Headers);
        return Task.FromResult(response);
    };

    /// <summary>An error status with a <c>Retry-After</c> as it was written.</summary>
    public static Answer RetryAfter(int status, string header, string body = "") =>
        Status(status, body, headers: headers => headers.TryAddWithoutValidation("Retry-After", header));

    public static Answer Redirect(string location) =>
        Status(302, headers: headers => headers.TryAddWithoutValidation("Location", location));

    /// <summary>A connection that breaks before there is an answer.</summary>
    public static Answer Breaks(
        HttpRequestError error = HttpRequestError.ResponseEnded, string message = "The response ended prematurely.") =>
        Throws(() => new HttpRequestException(error, message));

    public static Answer Throws(Func<Exception> exception) =>
        (_, _) => Task.FromException<HttpResponseMessage>(exception());

    /// <summary>Successful headers, and then a body that breaks.</summary>
    public static Answer BreaksInBody(Func<Exception> exception, int status = 200) => (_, _) =>
        Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StreamContent(new BrokenStream(exception)),
            });

    /// <summary>Successful headers, and then a body that never arrives.</summary>
    public static Answer SilentBody(int status = 200) => (_, _) =>
        Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(new SilentStream()) });

    /// <summary>Waits for a signal of the test.</summary>
    public static Answer After(Task signal, Answer then) => async (request, cancellationToken) =>
    {
        await signal.WaitAsync(cancellationToken);
        return await then(request, cancellationToken);
    };
}
