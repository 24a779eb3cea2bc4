extern alias WebHost;

// snippet: endpoint-test
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using NUnit.Framework;
using Plyr.Genres;
// end
using Microsoft.Extensions.DependencyInjection;

namespace Example.Testing;

// Inside the namespace, because the tests reference several programs.
#pragma warning disable IDE0065
using Program = WebHost::Program;
#pragma warning restore IDE0065

// snippet: endpoint-test
public sealed class EndpointTests
{
    [Test]
    public async Task Suggests_the_genres_of_the_model()
    {
        var tracks = new InMemoryTrackExtraStore();
        tracks.Put(new Track { Id = 1, FileId = "a", Audio = new Uri("https://audio.example/a.mp3") });
        var classifier = new FakeClassifier();
        await using var application = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.ConfigureTestServices(services => services
                .AddPlyrGenres(options => options.Enabled = true)
                .UseTrackStore(tracks)
                .UseClassifier(_ => classifier)));
        using var http = application.CreateClient();

        var suggestions = await http.GetStringAsync("tracks/1/recommended-tags");

        Assert.That(suggestions, Does.Contain("\"house\""));
        Assert.That(classifier.Calls, Is.EqualTo(1));
    }
}
// end
