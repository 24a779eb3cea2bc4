using System.Net;
using System.Text;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Answers at once and from memory, so that only the client's own work is measured.</summary>
internal sealed class CannedReplicate(byte[] output) : HttpMessageHandler
{
    private static readonly byte[] Prediction = Encoding.UTF8.GetBytes(
        """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"succeeded","output":"https:"""
        + """//replicate.delivery/pbxt/out.json","metrics":{"predict_time":1.9}}""");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(
        new HttpResponseMessage(request.Method == HttpMethod.Post ? HttpStatusCode.Created : HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(request.Method == HttpMethod.Post ? Prediction : output),
            RequestMessage = request,
        });
}
