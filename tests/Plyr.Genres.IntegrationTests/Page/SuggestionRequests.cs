using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The page's requests for suggestions, held back until the test lets each track's answer go.</summary>
internal sealed class SuggestionRequests
{
    public const string Pattern = "**/recommended-tags*";

    private readonly ConcurrentDictionary<long, TaskCompletionSource<RouteFulfillOptions?>> _answers = new();

    private SuggestionRequests()
    {
    }

    public static async Task<SuggestionRequests> HoldAsync(IPage page)
    {
        var requests = new SuggestionRequests();
        await page.RouteAsync(Pattern, async route =>
        {
            var track = long.Parse(new Uri(route.Request.Url).Segments[2].TrimEnd('/'), CultureInfo.InvariantCulture);
            if (await requests.AnswerOf(track).Task is { } answer)
                await route.FulfillAsync(answer);
            else
                await route.ContinueAsync();
        });
        return requests;
    }

    /// <summary>Has the host itself answer.</summary>
    public void LetGo(long track) => AnswerOf(track).SetResult(null);

    public void Answer(long track, params string[] names) => AnswerOf(track).SetResult(Names(track, names));

    public static RouteFulfillOptions Names(long track, params string[] names) => new()
    {
        ContentType = "application/json",
        Body = JsonSerializer.Serialize(new { track_id = track, tags = names.Select(name => new { name, score = 0.5 }), available = true }),
    };

    private TaskCompletionSource<RouteFulfillOptions?> AnswerOf(long track) =>
        _answers.GetOrAdd(track, _ => new TaskCompletionSource<RouteFulfillOptions?>(TaskCreationOptions.RunContinuationsAsynchronously));
}
