using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;
using Plyr.Genres.Simulator;

namespace Example.Testing;

// snippet: fake-classifier
/// <summary>Returns labels or fails, as the test sets it, and counts the calls.</summary>
public sealed class FakeClassifier : IGenreClassifier
{
    private int _calls;

    public IReadOnlyList<GenreLabelScore> Labels { get; set; } = [new("Electronic---House", 0.9)];

    public GenreClassificationFailure? Failure { get; set; }

    public int Calls => _calls;

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return Failure is { } failure
            ? throw new GenreClassificationException(failure, "The test requested this failure.")
            : Task.FromResult(new GenreClassification { Labels = Labels });
    }
}
// end

internal static class Fakes
{
    public static async Task<int> CountRetriedCreatesAsync()
    {
        var services = new ServiceCollection();
        // snippet: simulator-in-test
        await using var simulator = await ReplicateSimulator.StartAsync();
        services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.ApiToken = simulator.Token;
            options.Replicate.BaseAddress = simulator.BaseAddress;
            options.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
            options.Replicate.Simulated = true;
        });
        await using var provider = services.BuildServiceProvider();
        var classifier = provider.GetRequiredService<IGenreClassifier>();

        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Status = 429 });
        await classifier.ClassifyAsync(simulator.Recording("one"));

        var retries = simulator.Ledger.Creates - simulator.Ledger.PaidRuns.Count;
        // end
        return retries;
    }
}
