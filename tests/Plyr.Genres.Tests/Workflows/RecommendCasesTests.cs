using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// What the original system recommends, and where trimming makes a difference (rule 17), what ours does.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 17)]
internal sealed class RecommendCasesTests
{
    private const string CasesFile = "recommend-cases.json";

    private static IEnumerable<TestCaseData> Cases() => SharedCases.Of(CasesFile);

    [TestCaseSource(nameof(Cases))]
    public async Task Stored_predictions_are_recommended_as_in_the_shared_case(JsonElement? shared)
    {
        var item = SharedCases.Require(shared, CasesFile);
        await using var flow = new Flow();
        var stored =
            $$"""{"genre_predictions":{{item.GetProperty("predictions").GetRawText()}}"""
            + ""","genre_predictions_file_id":"a"}""";
        flow.Put(stored, tags: [.. item.GetProperty("existing_tags").EnumerateArray().Select(tag => tag.GetString()!)]);
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id, item.GetProperty("limit").GetInt32());

        var expected = SharedCases.Expected(item);
        var actual = JsonSerializer.SerializeToElement(recommendations!.Tags);
        Assert.That(JsonElement.DeepEquals(actual, expected), Is.True, $"{actual} instead of {expected}");
    }
}
