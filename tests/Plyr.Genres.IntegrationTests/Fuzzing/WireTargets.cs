using System.Net;
using System.Text.Json;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>What Replicate, Cog, and proxies in front of them answer.</summary>
internal static class WireTargets
{
    private static readonly PlyrGenresOptions Options = new() { Replicate = { ApiToken = "r8_fuzz" } };
    private static readonly ReplicateErrors Errors = new(
        Options, new Uri("https://files.example/a.wav?sig=1234567"), () => Options.Replicate.ApiToken);

    private static readonly byte[][] Predictions = Text.All(
        """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","model":"mtg/effnet-discogs","version":"1532dd06","input":"""
        + """{"audio":"https://files.example/a.wav?sig=1","output_format":"JSON"},"logs":"","error":null"""
        + ""","status":"starting","created_at":"2026-01-02T03:04:05.123456Z","data_removed":false,"urls":"""
        + """{"cancel":"https://api.replicate.com/v1/predictions/x/cancel","get":"https:"""
        + """//api.replicate.com/v1/predictions/x"}}""",
        """{"id":"x1","status":"succeeded","output":"https://replicate.delivery/pbxt/abc/out.json","metrics":"""
        + """{"predict_time":2.13,"total_time":3.01},"completed_at":null}""",
        """{"id":"x2","status":"processing","output":["data:application/json;base64,e30="],"error":null}""",
        """{"status":"failed","error":"Error while configuring MonoLoader: AudioLoader: Could not open """
        + """file","metrics":{}}""",
        """{"id":"x3","status":"failed","error":{"code":"E1000"},"output":{"file":"https://replicate.delivery/x"}}""");

    public static FuzzTarget CreateAnswers { get; } = new("create answers", () => ReadPrediction, Predictions);

    public static FuzzTarget ErrorBodies { get; } = new("error bodies", () => ReadProblem, Text.All(
        """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}""",
        """{"title":"Input validation failed","detail":"- input: audio is required\n","status":422"""
        + ""","invalid_fields":[{"type":"required","field":"input","description":"audio is required"}]}""",
        """{"detail":"Request was throttled. Your rate limit resets in ~5s.","status":429,"retry_after":5}""",
        """{"detail":[{"loc":["body"],"msg":"wrong","type":"value_error"}]}""",
        """{"error":"Already running a prediction","status":"failed","retry_after":"1.5"}""",
        "<html><head><title>502 Bad Gateway</title></head><body></body></html>"));

    /// <summary>
    /// The way of an answer through the whole client, by its public face. It costs exceptions and hand-overs, so fewer
    /// are tried.
    /// </summary>
    public static FuzzTarget WholeAnswers { get; } = new("whole answers", () => new WholeClient().Classify, Predictions)
    {
        Share = 50,
    };

    private static void ReadPrediction(ReadOnlySpan<byte> input)
    {
        PredictionAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(input, ReplicateJsonContext.Default.PredictionAnswer);
        }
        catch (JsonException)
        {
            return;
        }

        if (answer is null)
            return;
        Demand.That(
            answer.UsableId is not { } id || Uri.EscapeDataString(id) == id,
            "A usable id needs no escaping in a path.");
        Demand.That(answer.PredictTime is not { } time || time >= TimeSpan.Zero, "A time is not negative.");
        _ = answer.KnownStatus;
        Demand.That(
            !Errors.Failed(answer).Message.Contains("1234567", StringComparison.Ordinal), "A signature is not shown.");
        if (answer.HasOutput)
            _ = ReplicateOutput.FindAddress(answer.Output);
    }

    private static void ReadProblem(ReadOnlySpan<byte> input)
    {
        ProblemAnswer? problem;
        try
        {
            problem = JsonSerializer.Deserialize(input, ReplicateJsonContext.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            return;
        }

        var status = (HttpStatusCode)(400 + (input.Length % 200));
        var failure = Errors.FromStatus(status, problem, problem?.RetryAfterTime, "x1", startsRun: true);
        Demand.That(failure.Message.Length < 1500, "A message is short.");
        Demand.That(failure.RetryAfter is not { } hint || hint >= TimeSpan.Zero, "A hint is not negative.");
    }
}
