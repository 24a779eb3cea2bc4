using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>What the original system recommends, and where trimming makes a difference (rule 17), what ours does.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 17)]
internal sealed class RecommendCasesTests
{
    [Test]
    public async Task Every_shared_case_gives_the_expected_tags()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllBytesAsync(SharedFolder.Require("cases", "recommend-cases.json")));
        var count = 0;
        foreach (var item in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            await using var flow = new Flow();
            var stored = $$"""{"genre_predictions":{{item.GetProperty("predictions").GetRawText()}},"genre_predictions_file_id":"a"}""";
            flow.Put(stored, tags: [.. item.GetProperty("existing_tags").EnumerateArray().Select(tag => tag.GetString()!)]);
            var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id, item.GetProperty("limit").GetInt32());

            var expected = item.TryGetProperty("ours", out var ours) ? ours : item.GetProperty("expected");
            var actual = JsonSerializer.SerializeToElement(recommendations!.Tags);
            Assert.That(JsonElement.DeepEquals(actual, expected), Is.True, $"case {item.GetProperty("id").GetString()}: {actual} instead of {expected}");
            count++;
        }

        Assert.That(count, Is.Positive);
    }
}
