using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The table of faults. A run that was accepted is paid for, whatever becomes of its answer.</summary>
internal static class FaultTable
{
    private const int Huge = 10 * 1024 * 1024;
    private const string Html = "<html><body>Bad gateway</body></html>";

    public static IEnumerable<FaultRow> Creating()
    {
        yield return new("reset before the create is accepted", ServiceUnavailable, 0, Create(reset: FaultReset.BeforeHeaders));
        yield return new("reset after the create was accepted", ServiceUnavailable, 1, Create(reset: FaultReset.BeforeHeaders, accepted: true));
        yield return new("reset in the middle of the create's answer", ServiceUnavailable, 1, Create(reset: FaultReset.MidBody, accepted: true));
        yield return new("401", AuthenticationFailed, 0, Create(401));
        yield return new("403", AuthenticationFailed, 0, Create(403));
        yield return new("402 without billing", BillingRequired, 0, Create(402));
        yield return new("402 without credit", BillingRequired, 0, Create(402, """{"title":"Insufficient credit","detail":"You have insufficient credit to run this model.","status":402}"""));
        yield return new("404 on create", ModelUnavailable, 0, Create(404));
        yield return new("408 on create", ServiceUnavailable, 0, Create(408));
        yield return new("409 on create", InvalidInput, 0, Create(409));
        yield return new("413", InvalidInput, 0, Create(413));
        yield return new("422 for the version", ModelUnavailable, 0, Create(422, """{"title":"Invalid version or not permitted","detail":"The specified version does not exist","status":422}"""));
        yield return new("422 for the input", InvalidInput, 0, Create(422, """{"title":"Input validation failed","detail":"- input: audio is required\n","status":422,"invalid_fields":[{"type":"required","field":"input","description":"audio is required"}]}"""));
        yield return new("422 with a list as detail", InvalidInput, 0, Create(422, """{"detail":[{"loc":["body"],"msg":"wrong","type":"value_error"}]}"""));
        yield return new("429 with a header in seconds, then accepted", null, 1, Create(429, "{}", retryAfter: "1"));
        yield return new("429 with a past date, then accepted", null, 1, Create(429, "{}", retryAfter: "Wed, 21 Oct 2015 07:28:00 GMT"));
        yield return new("429 with nonsense, then accepted", null, 1, Create(429, "{}", retryAfter: "soon"));
        yield return new("429 with a hint in the body, then accepted", null, 1, Create(429, """{"detail":"Request was throttled.","retry_after":1}"""));
        yield return new("429 without any hint, then accepted", null, 1, Create(429, ""));
        yield return new("429 with a header of a day", RateLimited, 0, Create(429, "{}", retryAfter: "86400"));
        foreach (var status in new[] { 500, 501, 502, 503, 504 })
        {
            yield return new($"{status} with HTML on create", ServiceUnavailable, 0, Create(status, Html));
            yield return new($"{status} with nothing on create", ServiceUnavailable, 0, Create(status, ""));
        }

        yield return new("500 with JSON on create", ServiceUnavailable, 0, Create(500, """{"detail":"Internal error"}"""));
        yield return new("502 with 10 MB on create", ServiceUnavailable, 0, new Fault { Stage = FaultStage.Create, Status = 502, BodySize = Huge });
        yield return new("an answer to the create that is no JSON", ServiceUnavailable, 1, Accepted(new Fault { Body = "created" }));
        yield return new("an answer to the create without an id", ServiceUnavailable, 1, Accepted(new Fault { Remove = ["id"] }));
        yield return new("an answer to the create whose id is a path", ServiceUnavailable, 1, Accepted(new Fault { Patch = new JsonObject { ["id"] = "../../admin" } }));
        yield return new("an answer to the create in gzip", null, 1, Accepted(new Fault { Gzip = true }));
        yield return new("an answer to the create in chunks", null, 1, Accepted(new Fault { Chunked = true }));
        yield return new("an answer to the create that redirects", ServiceUnavailable, 0, new Fault { Stage = FaultStage.Create, Redirect = "http://127.0.0.1:9/" });
    }

    public static IEnumerable<FaultRow> Polling()
    {
        var pending = Accepted(new Fault { Patch = new JsonObject { ["status"] = "starting" }, Remove = ["output", "metrics"] });
        yield return new("404 on an early poll, then found", null, 1, pending, Poll(404));
        foreach (var status in new[] { 408, 429, 500, 502, 503, 504 })
            yield return new($"{status} twice on polls, then found", null, 1, pending, Poll(status, times: 2));
        yield return new("reset twice on polls, then found", null, 1, pending, new Fault { Stage = FaultStage.Poll, Reset = FaultReset.BeforeHeaders, Times = 2 });
        yield return new("reset in the middle of a poll's answer", null, 1, pending, new Fault { Stage = FaultStage.Poll, Reset = FaultReset.MidBody });
        yield return new("a poll's answer that is no JSON", null, 1, pending, new Fault { Stage = FaultStage.Poll, Body = Html });
        yield return new("a poll's answer cut short", null, 1, pending, new Fault { Stage = FaultStage.Poll, TruncateAfter = 20 });
        yield return new("401 on a poll", AuthenticationFailed, 1, pending, Poll(401));
        foreach (var status in new JsonNode?[] { "starting", "processing", "dreaming", null })
            yield return new($"status {status?.ToJsonString() ?? "null"} on a poll, then succeeded", null, 1, pending, State(status));
        yield return new("no status at all on a poll, then succeeded", null, 1, pending, new Fault { Stage = FaultStage.Poll, Remove = ["status", "output"] });
        yield return new("failed", ModelFailed, 1, pending, State("failed", "E1000: unknown"));
        yield return new("failed without a reason", ModelFailed, 1, pending, State("failed"));
        yield return new("canceled", Canceled, 1, pending, State("canceled"));
        yield return new("aborted", Canceled, 1, pending, State("aborted"));
    }

    public static IEnumerable<FaultRow> Output()
    {
        foreach (var (name, output) in new (string, JsonNode?)[] { ("null", null), ("an empty text", ""), ("an empty list", new JsonArray()), ("an object of two", new JsonObject { ["a"] = "x", ["b"] = "y" }), ("a number", 7) })
            yield return new($"output that is {name}", name == "null" ? OutputExpired : MalformedOutput, 1, Answer(output));
        foreach (var address in new[] { "https://evil.example/out.json", "http://replicate.delivery/out.json", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data", "https://evilreplicate.delivery/x", "https://user:pass@replicate.delivery/x", "data:application/json;base64,%%%", $"data:application/json;base64,{new string('A', 1_500_000)}", "not an address" })
            yield return new($"output at {address[..Math.Min(address.Length, 40)]}", MalformedOutput, 1, Answer(address));
        yield return new("output as a data URI in base64", null, 1, Answer("data:None;base64,eyJSb2NrLS0tUHVuayI6IDAuNX0="));
        yield return new("output as a data URI in percent form", null, 1, Answer("data:application/json,%7B%22Rock---Punk%22%3A%200.5%7D"));
        yield return new("output that is expired", OutputExpired, 1, File(status: 404));
        yield return new("503 twice on the output, then found", null, 1, File(status: 503, times: 2));
        yield return new("reset twice in the output's body, then found", null, 1, new Fault { Stage = FaultStage.File, Reset = FaultReset.MidBody, Times = 2 });
        yield return new("output cut short in chunks, then found", null, 1, new Fault { Stage = FaultStage.File, Chunked = true, TruncateAfter = 100 });
        yield return new("output shorter than its length says, then found", null, 1, new Fault { Stage = FaultStage.File, TruncateAfter = 100 });
        yield return new("output in gzip", null, 1, new Fault { Stage = FaultStage.File, Gzip = true });
        yield return new("output with a wrong content type", null, 1, new Fault { Stage = FaultStage.File, ContentType = "image/png" });
        yield return new("output that never ends", MalformedOutput, 1, new Fault { Stage = FaultStage.File, Endless = true });
        yield return new("output of 10 MB", MalformedOutput, 1, new Fault { Stage = FaultStage.File, BodySize = Huge });
        yield return new("output that redirects to another host", MalformedOutput, 1, new Fault { Stage = FaultStage.File, Redirect = "https://evil.example/out.json" });
        yield return new("output that redirects for ever", MalformedOutput, 1, new Fault { Stage = FaultStage.File, Redirect = "?again", Times = -1 });
        foreach (var (name, body) in new[] { ("empty", ""), ("no JSON", Html), ("a list", "[1]"), ("a bare NaN", """{"Rock---Punk": NaN}"""), ("texts only", """{"Rock---Punk": "0.5"}"""), ("out of range only", """{"Rock---Punk": 1.5, "Pop---Ballad": -0.1}"""), ("nulls only", """{"Rock---Punk": null}""") })
            yield return new($"output whose content is {name}", MalformedOutput, 1, new Fault { Stage = FaultStage.File, Body = body });
        yield return new("output whose content is not UTF-8", MalformedOutput, 1, new Fault { Stage = FaultStage.File, BodyBytes = [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d] });
        foreach (var (name, body) in new[] { ("an empty object", "{}"), ("with a mark in front", "\uFEFF{\"Rock---Punk\": 0.5}"), ("with nested values", """{"Rock---Punk": 0.5, "x": {"y": [1]}}"""), ("with one null", """{"Rock---Punk": 0.5, "Pop---Ballad": null}"""), ("with the same label twice", """{"Rock---Punk": 0.5, "Rock---Punk": 0.4}""") })
            yield return new($"output whose content is {name}", null, 1, new Fault { Stage = FaultStage.File, Body = body });
    }

    private static Fault Create(int? status = null, string? body = null, string? retryAfter = null, FaultReset reset = FaultReset.None, bool accepted = false) => new()
    {
        Stage = FaultStage.Create,
        Status = status,
        Body = body,
        Reset = reset,
        Accepted = accepted,
        Headers = retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
    };

    private static Fault Accepted(Fault fault) => fault with { Stage = FaultStage.Create, Accepted = true };

    private static Fault Answer(JsonNode? output) => Accepted(new Fault { Patch = new JsonObject { ["status"] = "succeeded", ["output"] = output } });

    private static Fault Poll(int status, int times = 1) => new() { Stage = FaultStage.Poll, Status = status, Times = times };

    private static Fault State(JsonNode? status, string? error = null) => new() { Stage = FaultStage.Poll, Patch = new JsonObject { ["status"] = status, ["error"] = error }, Remove = ["output"] };

    private static Fault File(int status, int times = 1) => new() { Stage = FaultStage.File, Status = status, Times = times };
}
