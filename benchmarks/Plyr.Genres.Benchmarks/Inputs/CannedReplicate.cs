using System.Net;
using System.Text;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Answers immediately from memory, so that only the client is measured.</summary>
internal sealed class CannedReplicate(byte[] output) : HttpMessageHandler
{
    private static readonly byte[] Prediction = Encoding.UTF8.GetBytes(
        """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"succeeded","""
        + """ "output":"https://replicate.delivery/pbxt/out.json","metrics":{"predict_time":1.9}}""");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isCreate = request.Method == HttpMethod.Post;
        var response = new HttpResponseMessage(isCreate ? HttpStatusCode.Created : HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(isCreate ? Prediction : output),
            RequestMessage = request,
        };
        return Task.FromResult(response);
    }
}
