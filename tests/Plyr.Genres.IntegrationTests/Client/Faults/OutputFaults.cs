using System.Text;
using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;
using static Plyr.Genres.GenreClassificationFailure;
using static Plyr.Genres.IntegrationTests.Client.Faults.Script;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>Faults of the output of a run that succeeded: its address, its download and its content.</summary>
internal static class OutputFaults
{
    public static IEnumerable<FaultRow> Addresses()
    {
        yield return new("output missing", OutputExpired, 1, Output(null) with { Remove = ["output"] });
        yield return new("output null", OutputExpired, 1, Output(null));
        foreach (var (name, output) in new (string, JsonNode)[]
        {
            ("an empty text", ""),
            ("an empty list", new JsonArray()),
            ("a list of two", new JsonArray("x", "y")),
            ("an object of two", new JsonObject { ["a"] = "x", ["b"] = "y" }),
            ("an empty object", new JsonObject()),
            ("a number", 7),
            ("true", true),
        })
            yield return new($"output that is {name}", MalformedOutput, 1, Output(output));
        foreach (var address in new[]
        {
            "https://evil.example/out.json", "http://replicate.delivery/out.json", "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data", "https://169.254.169.254/latest/meta-data",
            "https://[fe80::1]/out.json", "https://evilreplicate.delivery/x",
            "https://replicate.delivery.evil.example/x",
            "https://replicate.delivery:444/x", "https://user:pass@replicate.delivery/x", "ftp://replicate.delivery/x",
        })
        {
            yield return new($"output at {address}", OutputHostNotAllowed, 1, Output(address));
        }

        foreach (var address in new[] { "//replicate.delivery/x", "//\u202e", "not an address" })
            yield return new($"output at {address}", MalformedOutput, 1, Output(address));
        yield return new(
            "output as a data URI that is broken", MalformedOutput, 1, Output("data:application/json;base64,%%%"));
        yield return new(
            "output as a data URI without data", MalformedOutput, 1, Output("data:application/json;base64"));
        yield return new(
            "output as a data URI of more than 1 MiB",
            MalformedOutput,
            1,
            Output($"data:application/json;base64,{new string('A', 1_500_000)}"));
        yield return new(
            "output as a data URI in base64", null, 1, Output("data:None;base64,eyJSb2NrLS0tUHVuayI6IDAuNX0="))
        {
            Labels = 1,
        };
        yield return new(
            "output as a data URI in percent form",
            null,
            1,
            Output("data:application/json,%7B%22Rock---Punk%22%3A%200.5%7D"))
        {
            Labels = 1,
        };
        yield return new("output in a list of one", null, 1, Output(new JsonArray("data:,{}"))) { Labels = 0 };
        yield return new("output in an object of one", null, 1, Output(new JsonObject { ["file"] = "data:,{}" }))
        {
            Labels = 0,
        };
        yield return new(
            "output that redirects to the same place, then found", null, 1, Download with { Redirect = "?again" });
        yield return new(
            "output that redirects to another host",
            OutputHostNotAllowed,
            1,
            Download with { Redirect = "https://evil.example/out.json" });
        yield return new(
            "output that redirects to a link-local address",
            OutputHostNotAllowed,
            1,
            Download with { Redirect = "http://169.254.169.254/latest/meta-data" });
        yield return new(
            "output that redirects to a file",
            OutputHostNotAllowed,
            1,
            Download with { Redirect = "file:///etc/passwd" });
        yield return new(
            "output that redirects to no address", ServiceUnavailable, 1, Download with { Redirect = "http://:0:0/" });
        yield return new(
            "output that redirects to half an address", MalformedOutput, 1, Download with { Redirect = "//" });
        yield return new(
            "output that redirects without saying where",
            ServiceUnavailable,
            1,
            Download with { Status = 302, Body = "" });
        yield return new("output that redirects to the API, where it is not", OutputExpired, 1)
        {
            Placed = simulator => Download with { Redirect = new Uri(simulator.BaseAddress, "nowhere").ToString() },
        };
        yield return new(
            "output that redirects for ever", MalformedOutput, 1, Download with { Redirect = "?again", Times = -1 });
    }

    public static IEnumerable<FaultRow> Downloads()
    {
        yield return new("output that is expired", OutputExpired, 1, Download with { Status = 404 });
        yield return new("output that is gone", OutputExpired, 1, Download with { Status = 410 });
        yield return new("output that needs a token", OutputExpired, 1, Download with { Status = 401 });
        yield return new("output that is refused", ServiceUnavailable, 1, Download with { Status = 418 });
        foreach (var status in new[] { 408, 429, 500, 501, 502, 503, 504 })
            yield return new(
                $"{status} twice on the output, then found", null, 1, Download with { Status = status, Times = 2 });
        yield return new(
            "503 with 10 MB on the output, then found", null, 1, Download with { Status = 503, BodySize = Huge });
        yield return new(
            "503 for ever on the output", ServiceUnavailable, 1, Download with { Status = 503, Times = -1 });
        yield return new(
            "reset twice on the output, then found",
            null,
            1,
            Download with { Reset = FaultReset.BeforeHeaders, Times = 2 });
        yield return new(
            "reset twice in the output's body, then found",
            null,
            1,
            Download with { Reset = FaultReset.MidBody, Times = 2 });
        yield return new("headers of the output that do not come, then found", null, 1, Download with { Delay = Long });
        yield return new("one byte a second of the output, then found", null, 1, Download with { BytesPerSecond = 1 });
        yield return new(
            "never more than one byte a second of the output",
            TimedOut,
            1,
            Download with { BytesPerSecond = 1, Times = -1 });
        yield return new(
            "output cut short in chunks, then found", null, 1, Download with { Chunked = true, TruncateAfter = 100 });
        yield return new("output in chunks", null, 1, Download with { Chunked = true });
        yield return new(
            "output shorter than its length says, then found", null, 1, Download with { TruncateAfter = 100 });
        yield return new(
            "output longer than its length says", MalformedOutput, 1, Download with { ContentLength = 100 });
        yield return new("output in gzip", null, 1, Download with { Gzip = true });
        yield return new("output in gzip of 10 MB", MalformedOutput, 1, Download with { Gzip = true, BodySize = Huge });
        yield return new(
            "output in broken gzip, then found",
            null,
            1,
            Download with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } });
        yield return new("output with a wrong content type", null, 1, Download with { ContentType = "image/png" });
        yield return new("output that never ends", MalformedOutput, 1, Download with { Endless = true });
        yield return new("output of 10 MB", MalformedOutput, 1, Download with { BodySize = Huge });
    }

    public static IEnumerable<FaultRow> Contents()
    {
        foreach (var (name, body) in new[]
        {
            ("empty", ""),
            ("no JSON", Html),
            ("a list", "[1]"),
            ("a text", "\"Rock---Punk\""),
            ("null", "null"),
            ("cut short", """{"Rock---Punk": 0.5"""),
            ("two documents", """{"Rock---Punk": 0.5} {}"""),
            ("a bare NaN", """{"Rock---Punk": NaN}"""),
            ("a bare Infinity", """{"Rock---Punk": Infinity}"""),
            ("texts only", """{"Rock---Punk": "0.5"}"""),
            ("out of range only", """{"Rock---Punk": 1.5, "Pop---Ballad": -0.1, "Jazz---Bop": 1e999}"""),
            ("nulls only", """{"Rock---Punk": null}"""),
            ("nested a thousand deep", new string('[', 1000)),
        })
            yield return new($"output whose content is {name}", MalformedOutput, 1, Download with { Body = body });
        yield return new(
            "output whose content is not UTF-8",
            MalformedOutput,
            1,
            Download with { BodyBytes = [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d] });
        yield return new(
            "output whose content is UTF-16",
            MalformedOutput,
            1,
            Download with { BodyBytes = Encoding.Unicode.GetBytes("""{"Rock---Punk": 0.5}""") });
        foreach (var (name, body, labels) in new[]
        {
            ("an empty object", "{}", 0),
            ("with a mark in front", "\uFEFF{\"Rock---Punk\": 0.5}", 1),
            ("with nested values", """{"Rock---Punk": 0.5, "x": {"y": [1]}}""", 1),
            ("with one null", """{"Rock---Punk": 0.5, "Pop---Ballad": null}""", 1),
            ("with one text", """{"Rock---Punk": 0.5, "Pop---Ballad": "0.4"}""", 1),
            ("with one out of range", """{"Rock---Punk": 0.5, "Pop---Ballad": 2}""", 1),
            ("with the same label twice", """{"Rock---Punk": 0.5, "Rock---Punk": 0.4}""", 2),
            ("with half a surrogate pair", """{"Rock---Punk": 0.5, "\ud800": 0.4}""", 1),
        })
            yield return new($"output whose content is {name}", null, 1, Download with { Body = body })
            {
                Labels = labels,
            };
        yield return new(
            "output with 100,000 labels",
            null,
            1,
            Download with
            {
                Body = "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"{number}\":0")) + "}",
            })
        {
            Labels = 100_000,
        };
        yield return new(
            "output with 100,000 labels in more than 1 MiB",
            MalformedOutput,
            1,
            Download with
            {
                Body = "{" + string.Join(
                    ',', Enumerable.Range(0, 100_000).Select(number => $"\"Rock---{number}\":0.5")) + "}",
            });
        yield return new(
            "output with a name of 1 MB",
            null,
            1,
            Download with { Body = $$"""{"{{new string('x', 1_000_000)}}": 0.5}""" })
        {
            Labels = 1,
        };
        yield return new(
            "output with 400 labels that are all zero",
            null,
            1,
            Download with
            {
                Body = "{" + string.Join(
                    ',', Enumerable.Range(0, 400).Select(number => $"\"Rock---{number}\":0.0")) + "}",
            });
    }
}
