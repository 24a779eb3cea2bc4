using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Measures CPU and allocated bytes of a classification over sockets, compared with a bare client in the same process.
/// </summary>
internal static class ClassificationCost
{
    private const int Rounds = 80;
    private const int WarmUps = 400;

    // Some milliseconds of CPU, so that some rounds are not interrupted.
    private const int PerRound = 25;

    public static async Task<Topic> MeasureAsync()
    {
        await using var simulator = await SimulatorProcess.StartAsync(TimeSpan.Zero);
        using var bare = new BareClient(simulator.BaseAddress);
        using var library = new LibraryClient(simulator);
        library.PutUnclassified(simulator.Audio, LibraryClient.Tracks);
        Func<Task>[] operations =
            [() => bare.ClassifyAsync(simulator.Audio), library.ClassifyAsync, library.ClassifyTrackAsync];
        for (var i = 0; i < 4; i++)
        {
            foreach (var operation in operations)
                await ProcessCost.MeasureAsync(operation, WarmUps / 4);
            await Task.Delay(200);
        }

        var least = operations.Select(_ => ProcessCost.Most).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < operations.Length; i++)
                least[i] = least[i].Least(await ProcessCost.MeasureAsync(operations[i], PerRound));
        }

        var topic = new Topic(
            "One classification over sockets", "client", "CPU", "times the floor", "allocated", "times the floor");
        Add("floor: bare `HttpClient`, the same requests, one reader pass", least[0]);
        Add("`IGenreClassifier.ClassifyAsync`, then `Normalize`", least[1]);
        Add("also: `TrackGenres.ClassifyAsync`, which also reads the track, shares the run and stores", least[2]);
        var cpu = least[1].Microseconds / least[0].Microseconds;
        var bytes = least[1].Bytes / least[0].Bytes;
        topic.Goals.Add(Goal.AtMost("classification over sockets, CPU of a bare client", cpu, 1.5, "x"));
        topic.Goals.Add(Goal.AtMost("classification over sockets, bytes of a bare client", bytes, 1, "x"));
        return topic;

        void Add(string client, ProcessCost cost) => topic.Rows.Add(
        [
            client,
            Topic.Number(cost.Microseconds, 0) + " us",
            Topic.Number(cost.Microseconds / least[0].Microseconds, 2),
            Topic.Number(cost.Bytes, 0) + " B",
            Topic.Number(cost.Bytes / least[0].Bytes, 2),
        ]);
    }
}
