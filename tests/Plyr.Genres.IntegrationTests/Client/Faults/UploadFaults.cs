using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;
using static Plyr.Genres.GenreClassificationFailure;
using static Plyr.Genres.IntegrationTests.Client.Faults.Script;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>Faults of an upload: nothing is paid before it has succeeded, and the file is deleted afterwards.</summary>
internal static class UploadFaults
{
    private static readonly byte[] Content = TestAudio.Wav(1, seconds: 20);

    private static Fault Upload { get; } = new() { Stage = FaultStage.Upload };

    public static IEnumerable<FaultRow> Uploads()
    {
        yield return Row("an upload", null, 1);
        yield return Row("401 on the upload", AuthenticationFailed, 0, Upload with { Status = 401 });
        yield return Row("413 on the upload", InvalidInput, 0, Upload with { Status = 413 });
        yield return Row("429 on the upload, then accepted", null, 1, Upload with { Status = 429 });
        yield return Row("429 with a hint of an hour on the upload", RateLimited, 0, Upload with
        {
            Status = 429,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "3600" },
        });
        yield return Row("503 twice on the upload, then accepted", null, 1, Upload with { Status = 503, Times = 2 });
        yield return Row("503 for ever on the upload", ServiceUnavailable, 0, Upload with { Status = 503, Times = -1 });
        yield return Row(
            "reset before the upload is read, then accepted",
            null,
            1,
            Upload with { Reset = FaultReset.BeforeHeaders });
        yield return Row(
            "reset in the middle of the upload, then accepted", null, 1, Upload with { Reset = FaultReset.MidRequest });
        yield return Row("reset in the middle of every upload", ServiceUnavailable, 0, Upload with
        {
            Reset = FaultReset.MidRequest,
            Times = -1,
        });
        yield return Row(
            "reset after the upload was accepted, then accepted again",
            null,
            1,
            Upload with { Accepted = true, Reset = FaultReset.BeforeHeaders }) with
        { Files = 1 };
        yield return Row("an answer to the upload that never comes", TimedOut, 0, Upload with { Delay = Long }) with
        {
            Deadlines = 1,
            Files = 1,
        };
        yield return Row(
            "an answer to the upload that is not JSON, then accepted", null, 1, Upload with { Body = Html }) with
        {
            Files = 1,
        };
        yield return Row("an answer to the upload without an id", ServiceUnavailable, 0, Upload with
        {
            Accepted = true,
            Remove = ["id"],
        }) with
        { Files = 1 };
    }

    public static IEnumerable<FaultRow> Sources()
    {
        var missing = AudioSource.FromFile(Path.Combine(Path.GetTempPath(), "no such recording.wav"));
        yield return Row("a file that does not exist", AudioUnavailable, 0) with { Audio = () => missing };
        yield return Row(
            "a file that is deleted before the second try",
            AudioUnavailable,
            0,
            Upload with { Reset = FaultReset.MidRequest }) with
        {
            Audio = () => OpenedOnce(),
        };
        yield return Row("a stream that can't be opened", AudioUnavailable, 0) with
        {
            Audio = () => AudioSource.FromStream(_ => throw new TimeoutException(), "a.wav", length: Content.Length),
        };
        yield return Row("a stream that breaks half way", AudioUnavailable, 0) with
        {
            Audio = () => Stream(() => new BreakingStream(Content, Content.Length / 2)),
        };
        yield return Row("a stream that is shorter than announced", AudioUnavailable, 0) with
        {
            Audio = () => Stream(() => new MemoryStream(Content, 0, Content.Length - 1)),
        };
        yield return Row("a stream that is longer than announced", AudioUnavailable, 0) with
        {
            Audio = () => Stream(() => new MemoryStream([.. Content, 0])),
        };
        yield return Row("a file of more than 100 MB", InvalidInput, 0) with
        {
            Audio = () =>
                AudioSource.FromStream(_ => throw new InvalidOperationException("It was opened."), length: 100_000_001),
        };
        yield return Row("a stream of unknown length", null, 1) with
        {
            Audio = () => AudioSource.FromStream(_ => Task.FromResult<Stream>(new ForwardStream(Content)), "a.wav"),
        };
    }

    public static IEnumerable<FaultRow> Ends()
    {
        yield return Row("402 on the create after an upload", BillingRequired, 0, Refused(402));
        yield return Row(
            "reset after the create was accepted, after an upload",
            ServiceUnavailable,
            1,
            Accepted with { Reset = FaultReset.BeforeHeaders });
        yield return Row(
            "a run with an uploaded file that fails", ModelFailed, 1, Pending, State("failed", "E1000: unknown"));
        yield return Row(
            "a run with an uploaded file that stays starting",
            TimedOut,
            1,
            Pending,
            State("starting") with { Times = -1 }) with
        {
            Cancels = 1,
        };
        yield return Row("an uploaded file that is lost", ModelFailed, 1, Upload with { LosesFile = true });
        yield return Row("503 twice on the deletion, then deleted", null, 1, new Fault
        {
            Stage = FaultStage.Delete,
            Status = 503,
            Times = 2,
        });
        yield return Row(
            "a deletion that is refused", null, 1, new Fault { Stage = FaultStage.Delete, Status = 403 }) with
        {
            Files = 1,
        };
    }

    private static FaultRow Row(
        string name, GenreClassificationFailure? expected, int paidRuns, params Fault[] faults) =>
        new(name, expected, paidRuns, faults) { Creates = null, Audio = () => Stream(() => new MemoryStream(Content)) };

    private static AudioSource Stream(Func<Stream> open) =>
        AudioSource.FromStream(_ => Task.FromResult(open()), "recording é.wav", "audio/wav", Content.Length);

    private static AudioSource OpenedOnce()
    {
        var opened = 0;
        return Stream(() => opened++ == 0 ? new MemoryStream(Content) : throw new FileNotFoundException());
    }

    /// <summary>Content whose length is not known.</summary>
    private sealed class ForwardStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }

    /// <summary>Content that fails after some bytes.</summary>
    private sealed class BreakingStream(byte[] content, int length) : MemoryStream(content, 0, length)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read
                ? read
                : throw new IOException("The disk failed.");
    }
}
