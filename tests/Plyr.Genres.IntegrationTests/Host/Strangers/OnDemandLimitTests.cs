using System.Net;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Strangers;

/// <summary>
/// Requests for suggestions start a limited number of runs per minute; stored suggestions are always served.
/// </summary>
[TestFixture]
internal sealed class OnDemandLimitTests
{
    [TestCase(SettingNames.OnDemandRunsPerClient)]
    [TestCase(SettingNames.OnDemandRuns)]
    public async Task Beyond_the_limit_a_request_that_would_pay_is_429_with_a_problem(string limit)
    {
        await using var host = await StartAsync((limit, "2"));
        var tracks = await UnclassifiedAsync(host, 3);
        await host.Api.GetAsync(Suggestions(tracks[0]));
        await host.Api.GetAsync(Suggestions(tracks[1]));

        using var response = await host.Api.Http.GetAsync(Suggestions(tracks[2]));
        var problem = await HostApi.JsonOf(response, HttpStatusCode.TooManyRequests);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.Text("code"), Is.EqualTo("too_many_runs"));
        Assert.That(
            problem.Text("detail"),
            Is.EqualTo(
                "Too many analyses were started. "
                + $"Wait {response.Headers.RetryAfter?.Delta?.TotalSeconds} seconds and try again."));
        Assert.That(
            response.Headers.RetryAfter?.Delta,
            Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(host.Classifier.Runs, Is.EqualTo(2));
    }

    [Test]
    public async Task Answers_that_are_stored_are_never_limited()
    {
        await using var host = await StartAsync((SettingNames.OnDemandRunsPerClient, "1"));
        var tracks = await UnclassifiedAsync(host, 2);
        for (var i = 0; i < 20; i++)
            Assert.That(
                (await host.Api.GetAsync(Suggestions(tracks[0]))).GetProperty("tags").GetArrayLength(), Is.EqualTo(3));
        Assert.That(
            (await host.Api.Http.GetAsync(Suggestions(tracks[1]))).StatusCode,
            Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await host.Api.GetAsync(Suggestions(tracks[0]))).GetProperty("available").GetBoolean(), Is.True);
    }

    [Test]
    public async Task What_costs_nothing_is_never_limited()
    {
        await using var host = await StartAsync((SettingNames.OnDemandRunsPerClient, "1"));
        var tracks = await UnclassifiedAsync(host, 2);
        host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "The audio is silent.");
        for (var i = 0; i < 5; i++)
        {
            var failed = await host.Api.GetAsync(Suggestions(tracks[0]));
            Assert.That(failed.ToString(), Is.EqualTo($$"""{"track_id":{{tracks[0]}},"tags":[],"available":true}"""));
            await host.Api.GetAsync($"/tracks/999/recommended-tags", HttpStatusCode.NotFound);
        }

        Assert.That(host.Classifier.Runs, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_joins_a_run_under_way_pays_nothing_and_is_not_limited()
    {
        await using var host = await StartAsync((SettingNames.OnDemandRunsPerClient, "1"));
        var track = (await UnclassifiedAsync(host, 1))[0];
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        host.Classifier.Script = async (_, cancellation) =>
        {
            started.SetResult();
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        var first = host.Api.GetAsync(Suggestions(track));
        await started.Task;
        var others = Enumerable.Range(0, 10).Select(_ => host.Api.GetAsync(Suggestions(track))).ToArray();
        gate.SetResult();

        foreach (var answer in await Task.WhenAll([first, .. others]))
            Assert.That(answer.GetProperty("tags").GetArrayLength(), Is.EqualTo(2));
        Assert.That(host.Classifier.Runs, Is.EqualTo(1));
    }

    [Test]
    public async Task Uploads_are_classified_whatever_was_asked_for()
    {
        await using var host = await StartAsync((SettingNames.OnDemandRunsPerClient, "1"));
        for (var i = 1; i <= 3; i++)
            Assert.That(
                (await host.Api.SettledAsync((await host.Api.UploadAsync(TestAudio.Wav(i))).Id())).State(),
                Is.EqualTo("fresh"));
    }

    private static Task<RunningHost> StartAsync(params (string Name, string? Value)[] settings) =>
        RunningHost.StartAsync(settings);

    private static string Suggestions(long track) => $"/tracks/{track}/recommended-tags";

    /// <summary>
    /// Tracks that were uploaded while classification was off, or were forgotten: nothing is stored and no job is to
    /// come.
    /// </summary>
    private static async Task<long[]> UnclassifiedAsync(RunningHost host, int count)
    {
        var script = host.Classifier.Script;
        host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Not now.");
        var ids = new List<long>();
        for (var i = 1; i <= count; i++)
        {
            var id = (await host.Api.UploadAsync(TestAudio.Wav(i))).Id();
            await host.Api.SettledAsync(id);
            using var forgotten = await host.Api.Http.DeleteAsync($"/tracks/{id}/genres");
            ids.Add(id);
        }

        host.Classifier.Script = script;
        host.Classifier.CountAnew();
        return [.. ids];
    }
}
