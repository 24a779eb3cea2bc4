using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Measures <c>GET recommended-tags</c> of the reference host, compared with the same bytes from memory.
/// </summary>
internal static class HostRecommendations
{
    private const int Rounds = 15;
    private const int Connections = 16;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(0.8);

    public static async Task<Topic> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("plyr-genres-benchmark-").FullName;
        try
        {
            await using var host = await ChildProcess.StartAsync("host", folder);
            var address = new Uri(host.Answer);
            var floor = Load.None;
            var tags = Load.None;
            string[] paths =
            [
                .. Enumerable.Range(1, HostProcess.Tracks).Select(track => HostProcess.Recommendation(track)),
            ];

            // The first rounds warm up. The best of the others counts.
            for (var round = -3; round < Rounds; round++)
            {
                var fromMemory = await Load.RunAsync(address, [HostProcess.FromMemory], Connections, RoundTime);
                var fromStore = await Load.RunAsync(address, paths, Connections, RoundTime);
                if (round < 0)
                    continue;
                floor = floor.Best(fromMemory);
                tags = tags.Best(fromStore);
            }

            var topic = new Topic(
                "`GET recommended-tags` of the reference host over SQLite",
                "answer",
                "requests per second",
                "p50",
                "p99");
            Add("floor: the same bytes from memory, through the same pipeline", floor);
            Add("recommended tags, fresh predictions", tags);
            var rate = tags.PerSecond / floor.PerSecond;
            topic.Goals.Add(Goal.AtLeast("host's recommended tags, requests per second of the floor", rate, 0.4, "x"));
            topic.Goals.Add(Goal.AtMost("host's recommended tags, p99 of the floor", tags.P99 / floor.P99, 3, "x"));
            return topic;

            void Add(string name, Load load) => topic.Rows.Add(
            [
                name,
                Topic.Number(load.PerSecond, 0),
                Topic.Number(load.P50.TotalMilliseconds, 2) + " ms",
                Topic.Number(load.P99.TotalMilliseconds, 2) + " ms",
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
