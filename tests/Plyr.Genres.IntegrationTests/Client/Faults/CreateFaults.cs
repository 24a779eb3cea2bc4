using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;
using static Plyr.Genres.GenreClassificationFailure;
using static Plyr.Genres.IntegrationTests.Client.Faults.Script;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>
/// Faults of the request for a run. A run that was accepted is paid for, whatever happens to its answer.
/// </summary>
internal static class CreateFaults
{
    public static IEnumerable<FaultRow> Connections()
    {
        yield return new("connection refused", ServiceUnavailable, 0)
        {
            Creates = 0,
            Configure = (options, _) => options.Replicate.BaseAddress = new Uri("http://127.0.0.1:1"),
        };
        yield return new("no such name", ServiceUnavailable, 0)
        {
            Creates = 0,
            Configure = (options, _) => options.Replicate.BaseAddress = new Uri("https://does-not-exist.invalid"),
            Audio = () => new Uri("https://audio.example/a.mp3"),
        };
        yield return new("a TLS handshake that fails", ServiceUnavailable, 0)
        {
            Creates = 0,
            Configure = (options, simulator) =>
                options.Replicate.BaseAddress = new Uri($"https://{simulator.BaseAddress.Authority}"),
        };
        yield return new(
            "reset before the create is accepted",
            ServiceUnavailable,
            0,
            Create with { Reset = FaultReset.BeforeHeaders });
        yield return new(
            "reset after the create was accepted",
            ServiceUnavailable,
            1,
            Accepted with { Reset = FaultReset.BeforeHeaders });
        yield return new(
            "reset before the create is accepted, on a connection used before",
            ServiceUnavailable,
            1,
            Create with { Reset = FaultReset.BeforeHeaders })
        {
            IsUsedConnection = true,
            Creates = 2,
        };
        yield return new(
            "reset after the create was accepted, on a connection used before",
            ServiceUnavailable,
            2,
            Accepted with { Reset = FaultReset.BeforeHeaders })
        {
            IsUsedConnection = true,
            Creates = 2,
        };
        yield return new(
            "reset in the middle of the create's answer",
            ServiceUnavailable,
            1,
            Accepted with { Reset = FaultReset.MidBody });
        yield return new(
            "reset in the middle of the create's refusal",
            ServiceUnavailable,
            0,
            Refused(500, """{"detail":"Internal error"}""") with { Reset = FaultReset.MidBody });
    }

    public static IEnumerable<FaultRow> Refusals()
    {
        yield return new("400", InvalidInput, 0, Refused(400));
        yield return new("401 for a wrong token", AuthenticationFailed, 0, Refused(401));
        yield return new(
            "401 for no token",
            AuthenticationFailed,
            0,
            Refused(
                401,
                """{"title":"Unauthenticated","detail":"You did not pass an authentication token","status":401}"""));
        yield return new("402 without billing", BillingRequired, 0, Refused(402));
        yield return new(
            "402 without credit",
            BillingRequired,
            0,
            Refused(
                402,
                """{"title":"Insufficient credit","detail":"You have insufficient credit to run this model. Go """
                + """to https://replicate.com/account/billing#billing to purchase credit.","status":402}"""));
        yield return new("403", AuthenticationFailed, 0, Refused(403));
        yield return new("404 on create", ModelUnavailable, 0, Refused(404));
        yield return new("408 on create", ServiceUnavailable, 0, Refused(408));
        yield return new("409 on create", InvalidInput, 0, Refused(409));
        yield return new("413 as a problem", InvalidInput, 0, Refused(413));
        yield return new(
            "413 as a proxy's page", InvalidInput, 0, Refused(413, Html) with { ContentType = "text/html" });
        yield return new("422 for the version", ModelUnavailable, 0, Refused(422));
        yield return new(
            "422 for a field that is missing",
            InvalidInput,
            0,
            Refused(
                422,
                """{"title":"Input validation failed","detail":"- input: audio is required\n","status":422"""
                + ""","invalid_fields":[{"type":"required","field":"input","description":"audio is required"}]}"""));
        yield return new(
            "422 for a value that is not allowed",
            InvalidInput,
            0,
            Refused(
                422,
                """{"title":"Input validation failed","detail":"- input.output_format: output_format must be """
                + """one of the following: \"Visualization\", \"JSON\"\n","status":422,"invalid_fields":["""
                + """{"type":"enum","field":"input.output_format","description":"must be one of the following"}]}"""));
        yield return new(
            "422 for two fields",
            InvalidInput,
            0,
            Refused(
                422,
                """{"title":"Input validation failed","detail":"- input: audio is required\n- input.top_n: Must """
                + """be less than or equal to 400\n","status":422,"invalid_fields":["""
                + """{"type":"required","field":"input","description":"audio is required"},"""
                + """{"type":"number_lte","field":"input.top_n","description":"Must be less than or equal to """
                + """400"}]}"""));
        yield return new(
            "422 for a key too many",
            InvalidInput,
            0,
            Refused(
                422,
                """{"title":"Input validation failed","detail":"- version is required\n- Additional property """
                + """model is not allowed\n","status":422,"invalid_fields":["""
                + """{"type":"required","field":"","description":"version is required"},"""
                + """{"type":"additional_property_not_allowed","field":"","description":"Additional property """
                + """model is not allowed"}]}"""));
        yield return new(
            "422 with a list as detail",
            InvalidInput,
            0,
            Refused(422, """{"detail":[{"loc":["body"],"msg":"wrong","type":"value_error"}]}"""));
        yield return new(
            "422 with half a surrogate pair",
            InvalidInput,
            0,
            Refused(422, """{"title":"Input validation failed","detail":"\ud800"}"""));
        yield return new(
            "422 whose detail is not UTF-8",
            InvalidInput,
            0,
            Create with { Status = 422, BodyBytes = [.. """{"detail":["""u8, (byte)'"', 0xff, (byte)'"', .. "]}"u8] });
        foreach (var status in new[] { 500, 501, 502, 503, 504 })
        {
            foreach (var (name, body) in ErrorBodies)
                yield return new(
                    $"{status} with {name} on create",
                    ServiceUnavailable,
                    0,
                    body with { Stage = FaultStage.Create, Status = status });
        }

        yield return new(
            "500 with a body that never ends on create", ServiceUnavailable, 0, Refused(500) with { Endless = true });
        yield return new(
            "500 with one byte a second on create", ServiceUnavailable, 0, Refused(500) with { BytesPerSecond = 1 })
        {
            Deadlines = 3,
        };
        yield return new(
            "500 with broken gzip on create",
            ServiceUnavailable,
            0,
            Refused(500, "no gzip at all") with
            {
                Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" },
            });
        yield return new(
            "a redirect of the create", ServiceUnavailable, 0, Create with { Redirect = "http://127.0.0.1:9/" });
        yield return new(
            "a redirect of the create that keeps the method",
            ServiceUnavailable,
            0,
            Create with { Status = 307, Redirect = "?again" });
    }

    public static IEnumerable<FaultRow> Limits()
    {
        yield return new("429 with a header in seconds, then accepted", null, 1, Refused(429, "{}", retryAfter: "30"))
        {
            Creates = 2,
        };
        yield return new(
            "429 with a header that is a date, then accepted",
            null,
            1,
            Refused(429, "{}", retryAfter: "Fri, 02 Jan 2026 03:04:35 GMT"))
        {
            Creates = 2,
        };
        yield return new(
            "429 with a past date, then accepted",
            null,
            1,
            Refused(429, "{}", retryAfter: "Wed, 21 Oct 2015 07:28:00 GMT"))
        {
            Creates = 2,
        };
        yield return new("429 with nonsense, then accepted", null, 1, Refused(429, "{}", retryAfter: "soon"))
        {
            Creates = 2,
        };
        yield return new("429 with a negative header, then accepted", null, 1, Refused(429, "{}", retryAfter: "-5"))
        {
            Creates = 2,
        };
        yield return new(
            "429 with a hint in the body, then accepted",
            null,
            1,
            Refused(429, """{"detail":"Request was throttled.","retry_after":5}"""))
        {
            Creates = 2,
        };
        yield return new(
            "429 with a hint in the body that is a text, then accepted",
            null,
            1,
            Refused(429, """{"detail":"Request was throttled.","retry_after":"5"}"""))
        {
            Creates = 2,
        };
        yield return new("429 without any hint, then accepted", null, 1, Refused(429, "")) { Creates = 2 };
        yield return new("429 five times, then accepted", null, 1, Refused(429, "") with { Times = 5 }) { Creates = 6 };
        yield return new("429 with a header of a day", RateLimited, 0, Refused(429, "{}", retryAfter: "86400"));
        yield return new(
            "429 with a hint of a day in the body",
            RateLimited,
            0,
            Refused(429, """{"detail":"Request was throttled.","retry_after":86400}"""));
        yield return new(
            "429 with a header of more seconds than a clock has",
            RateLimited,
            0,
            Refused(429, """{"retry_after":1e308}""", retryAfter: "2147483647"));
        yield return new("429 for ever", RateLimited, 0, Refused(429, "") with { Times = -1 }) { Creates = null };
    }

    public static IEnumerable<FaultRow> Answers()
    {
        yield return new(
            "headers that do not come, nothing accepted", TimedOut, 0, Create with { Status = 500, Delay = Long });
        yield return new("headers of the create that do not come", TimedOut, 1, Accepted with { Delay = Long });
        yield return new("one byte a second of the create's answer", TimedOut, 1, Accepted with { BytesPerSecond = 1 });
        yield return new(
            "an answer to the create that never ends",
            MalformedOutput,
            1,
            Accepted with { Endless = true, BodySize = 1024 });
        yield return new("an answer to the create of 20 MB", MalformedOutput, 1, Accepted with { BodySize = 2 * Huge });
        yield return new(
            "an answer to the create with a wrong content type", null, 1, Accepted with { ContentType = "text/html" });
        yield return new(
            "an answer to the create that is shorter than its length says",
            ServiceUnavailable,
            1,
            Accepted with { ContentLength = 100_000 });
        yield return new(
            "an answer to the create that is longer than its length says",
            ServiceUnavailable,
            1,
            Accepted with { ContentLength = 50 });
        yield return new(
            "an answer to the create that is cut short in chunks",
            ServiceUnavailable,
            1,
            Accepted with { Chunked = true, TruncateAfter = 50 });
        yield return new("an answer to the create in chunks", null, 1, Accepted with { Chunked = true });
        yield return new("an answer to the create in gzip", null, 1, Accepted with { Gzip = true });
        yield return new(
            "an answer to the create in broken gzip",
            ServiceUnavailable,
            1,
            Accepted with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } });
        yield return new(
            "an answer to the create in broken brotli",
            ServiceUnavailable,
            1,
            Accepted with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "br" } });
        yield return new(
            "an answer to the create that is no JSON", ServiceUnavailable, 1, Accepted with { Body = "created" });
        yield return new("an answer to the create that is empty", ServiceUnavailable, 1, Accepted with { Body = "" });
        yield return new(
            "an answer to the create that is null", ServiceUnavailable, 1, Accepted with { Body = "null" });
        yield return new(
            "an answer to the create without an id", ServiceUnavailable, 1, Accepted with { Remove = ["id"] });
        yield return new(
            "an answer to the create whose id is a path",
            ServiceUnavailable,
            1,
            Accepted with { Patch = new JsonObject { ["id"] = "../../admin" } });
        yield return new("an answer to the create with 202", null, 1, Accepted with { Status = 202 });
    }
}
