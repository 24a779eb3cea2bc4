using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>The client as a host registers it, with a network that answers everything with the input.</summary>
internal sealed class WholeClient
{
    private static readonly Uri Audio = new("https://files.example/a.wav");

    private readonly Echo _network = new();
    private readonly IGenreClassifier _classifier;

    public WholeClient()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new JumpingTime());
        services.AddPlyrGenres(options => (options.Enabled, options.Replicate.ApiToken) = (true, "r8_fuzz"))
            .HttpClient.ConfigurePrimaryHttpMessageHandler(() => _network);
        _classifier = services.BuildServiceProvider().GetRequiredService<IGenreClassifier>();
    }

    public void Classify(ReadOnlySpan<byte> input)
    {
        _network.Body = input.ToArray();
        try
        {
            _classifier.ClassifyAsync(Audio).GetAwaiter().GetResult();
        }
        catch (GenreClassificationException exception)
        {
            Demand.That(
                !exception.ToString().Contains("r8_fuzz", StringComparison.Ordinal), "No failure holds the token.");
        }
    }

    private sealed class Echo : HttpMessageHandler
    {
        public byte[] Body { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new ByteArrayContent(Body),
                    RequestMessage = request,
                });
    }
}
