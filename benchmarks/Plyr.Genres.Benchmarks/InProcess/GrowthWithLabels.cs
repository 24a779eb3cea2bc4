using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>Measures how reading and normalizing grow with the number of labels in an answer.</summary>
internal static class GrowthWithLabels
{
    public static Topic Measure()
    {
        var topic = new Topic(
            "Growth with the number of labels",
            "labels",
            "reader pass",
            "`ClassifyAsync`",
            "`Normalize`",
            "allocated by `Normalize`");
        var answer = ModelAnswers.FetchAsync().GetAwaiter().GetResult();
        var normalizer = new GenreLabelNormalizer();
        foreach (var count in (int[])[100, 400, 1600, 6400])
        {
            var benchmarks = new AnswerBenchmarks();
            benchmarks.Use(ModelAnswers.Resize(answer, count));
            var labels = benchmarks.Classify().Labels;
            var costs = Duel.Measure(
                () => benchmarks.Floor(), () => benchmarks.Classify(), () => normalizer.Normalize(labels));
            topic.Rows.Add(
            [
                $"{count:N0}",
                .. costs.Select(cost => Topic.Number(cost.Nanoseconds / 1000, 1) + " us"),
                Topic.Number(costs[2].Bytes, 0) + " B",
            ]);
            benchmarks.Cleanup();
        }

        return topic;
    }
}
