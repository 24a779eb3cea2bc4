using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>A service that sends interim answers (1xx) and never a final one.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class InterimAnswerTests
{
    [TestCase("HTTP/1.1 100 Continue\r\n\r\n", 1_000_000)]
    [TestCase("HTTP/1.1 102 Processing\r\n\r\n", 1_000_000)]
    [TestCase("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 1_000_000)]
    public async Task Endless_interim_answers_are_a_timeout(string answer, int count)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(answer);
        await using var server = new RawServer(async (stream, token) =>
        {
            for (var i = 0; i < count; i++)
                await stream.WriteAsync(bytes, token);
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) => options.Replicate.BaseAddress = server.Address, time: new JumpingTime());

        var failure = await Assert.ThrowsAsync<GenreClassificationException>(
            () => client.Classifier.ClassifyAsync(new Uri("https://audio.example/a.mp3")));

        Assert.That(failure!.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(server.Received, Has.Count.EqualTo(1), "a create is sent once");
    }
}
