using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;
using static Plyr.Genres.GenreClassificationFailure;
using static Plyr.Genres.IntegrationTests.Client.Faults.Script;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>
/// What goes wrong while a run is followed: answers to polls, the states of a prediction, and the cancel at the end.
/// </summary>
internal static class PollFaults
{
    public static IEnumerable<FaultRow> Answers()
    {
        yield return new("404 on an early poll, then found", null, 1, Pending, Poll with { Status = 404 });
        yield return new("404 on every poll", ServiceUnavailable, 1, Pending, Poll with { Status = 404, Times = -1 })
        {
            Cancels = 1,
        };
        yield return new("401 on a poll", AuthenticationFailed, 1, Pending, Poll with { Status = 401 }) { Cancels = 1 };
        yield return new("402 on a poll", BillingRequired, 1, Pending, Poll with { Status = 402 }) { Cancels = 1 };
        foreach (var status in new[] { 408, 429 })
            yield return new(
                $"{status} twice on polls, then found", null, 1, Pending, Poll with { Status = status, Times = 2 });
        foreach (var status in new[] { 500, 501, 502, 503, 504 })
        {
            foreach (var (name, body) in ErrorBodies)
                yield return new(
                    $"{status} with {name} twice on polls, then found",
                    null,
                    1,
                    Pending,
                    body with { Stage = FaultStage.Poll, Status = status, Times = 2 });
        }

        yield return new(
            "500 with one byte a second on a poll, then found",
            null,
            1,
            Pending,
            Poll with { Status = 500, BytesPerSecond = 1 })
        {
            Deadlines = 4,
        };
        yield return new("503 on every poll", ServiceUnavailable, 1, Pending, Poll with { Status = 503, Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "429 with a day on a poll",
            RateLimited,
            1,
            Pending,
            Poll with { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "86400" } })
        {
            Cancels = 1,
        };
        yield return new(
            "reset twice on polls, then found",
            null,
            1,
            Pending,
            Poll with { Reset = FaultReset.BeforeHeaders, Times = 2 });
        yield return new(
            "reset on every poll",
            ServiceUnavailable,
            1,
            Pending,
            Poll with { Reset = FaultReset.BeforeHeaders, Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "reset in the middle of a poll's answer, then found",
            null,
            1,
            Pending,
            Poll with { Reset = FaultReset.MidBody });
        yield return new("a poll's headers that do not come, then found", null, 1, Pending, Poll with { Delay = Long });
        yield return new(
            "one byte a second of a poll's answer, then found", null, 1, Pending, Poll with { BytesPerSecond = 1 });
        yield return new("no poll's headers ever come", TimedOut, 1, Pending, Poll with { Delay = Long, Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "a poll's answer that never ends",
            MalformedOutput,
            1,
            Pending,
            Poll with { Endless = true, BodySize = 1024 })
        {
            Cancels = 1,
        };
        yield return new(
            "a poll's answer with a wrong content type", null, 1, Pending, Poll with { ContentType = "text/html" });
        yield return new("a poll's answer that is no JSON, then found", null, 1, Pending, Poll with { Body = Html });
        yield return new(
            "no poll's answer is JSON", ServiceUnavailable, 1, Pending, Poll with { Body = Html, Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "a poll's answer that is shorter than its length says, then found",
            null,
            1,
            Pending,
            Poll with { ContentLength = 100_000 });
        yield return new(
            "a poll's answer that is longer than its length says, then found",
            null,
            1,
            Pending,
            Poll with { ContentLength = 50 });
        yield return new(
            "a poll's answer cut short in chunks, then found",
            null,
            1,
            Pending,
            Poll with { Chunked = true, TruncateAfter = 50 });
        yield return new("a poll's answer in chunks", null, 1, Pending, Poll with { Chunked = true });
        yield return new("a poll's answer in gzip", null, 1, Pending, Poll with { Gzip = true });
        yield return new(
            "a poll's answer in broken gzip, then found",
            null,
            1,
            Pending,
            Poll with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } });
    }

    public static IEnumerable<FaultRow> States()
    {
        foreach (var status in new JsonNode?[] { "starting", "processing", "dreaming", "", null })
            yield return new(
                $"status {status?.ToJsonString() ?? "null"} on a poll, then succeeded",
                null,
                1,
                Pending,
                State(status));
        yield return new("a status that is a number on a poll, then succeeded", null, 1, Pending, State(7));
        yield return new(
            "no status at all on a poll, then succeeded",
            null,
            1,
            Pending,
            Poll with { Remove = ["status", "output"] });
        yield return new(
            "states that change back, then succeeded",
            null,
            1,
            Pending,
            State("processing"),
            State("starting"),
            State("dreaming"),
            State("processing"),
            State("starting"));
        yield return new("a run that stays starting", TimedOut, 1, Pending, State("starting") with { Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "a run whose status is never known", TimedOut, 1, Pending, State("dreaming") with { Times = -1 })
        {
            Cancels = 1,
        };
        yield return new(
            "processing with its output on a poll",
            null,
            1,
            Pending,
            Poll with { Patch = new JsonObject { ["status"] = "processing" } });
        yield return new("failed", ModelFailed, 1, Pending, State("failed", "E1000: unknown"));
        yield return new("failed without a reason", ModelFailed, 1, Pending, State("failed"));
        yield return new(
            "failed with an object as the reason",
            ModelFailed,
            1,
            Pending,
            State("failed", new JsonObject { ["code"] = "E1001" }));
        yield return new(
            "failed with a reason that is not UTF-8",
            ModelFailed,
            1,
            Pending,
            Poll with { BodyBytes = [.. """{"status":"failed","error":["""u8, (byte)'"', 0xff, (byte)'"', .. "]}"u8] });
        yield return new(
            "failed because of the audio",
            AudioRejected,
            1,
            new Fault
            {
                Stage = FaultStage.Model,
                Error =
                    "Error while configuring MonoLoader: AudioLoader: Could not open file \"audio.wav\", error = "
                    + "Invalid data found when processing input",
            });
        yield return new("failed because the audio is too short", AudioRejected, 1) { RecordingSeconds = 1 };
        yield return new(
            "failed because the audio could not be fetched",
            AudioUnreachable,
            1,
            new Fault { Stage = FaultStage.Recording, Status = 403 });
        yield return new("canceled", Canceled, 1, Pending, State("canceled"));
        yield return new("aborted", Canceled, 1, Pending, State("aborted"));
    }

    public static IEnumerable<FaultRow> Cancels()
    {
        var forEver = State("starting") with { Times = -1 };
        yield return new(
            "500 twice on the cancel, then cancelled",
            TimedOut,
            1,
            Pending,
            forEver,
            Cancel with { Status = 500, Times = 2 })
        {
            Cancels = 3,
        };
        yield return new(
            "reset on the cancel, then cancelled",
            TimedOut,
            1,
            Pending,
            forEver,
            Cancel with { Reset = FaultReset.BeforeHeaders })
        {
            Cancels = 2,
        };
        yield return new("404 on the cancel", TimedOut, 1, Pending, forEver, Cancel with { Status = 404 })
        {
            Cancels = 1,
        };
        yield return new(
            "a cancel whose answer never ends", TimedOut, 1, Pending, forEver, Cancel with { Endless = true })
        {
            Cancels = 1,
        };
        yield return new(
            "a cancel whose headers do not come", TimedOut, 1, Pending, forEver, Cancel with { Delay = Long })
        {
            Cancels = 1,
        };
    }

    /// <summary>The question for the price of an answer that is in hand may fail in any way.</summary>
    public static IEnumerable<FaultRow> Prices()
    {
        var inHand = Accepted with { Patch = new JsonObject { ["status"] = "processing" }, Remove = ["metrics"] };
        yield return new("500 on the question for the price", null, 1, inHand, Poll with { Status = 500 });
        yield return new(
            "reset on the question for the price", null, 1, inHand, Poll with { Reset = FaultReset.BeforeHeaders });
        yield return new("silence on the question for the price", null, 1, inHand, Poll with { Delay = Long });
        yield return new("no JSON on the question for the price", null, 1, inHand, Poll with { Body = Html });
        yield return new(
            "a price beside a name with half a surrogate pair",
            null,
            1,
            inHand,
            Poll with { Body = """{"metrics":{"\ud800":1,"predict_time":2}}""" });
        yield return new(
            "a price that is a text", null, 1, inHand, Poll with { Patch = new JsonObject { ["metrics"] = "cheap" } });
    }
}
