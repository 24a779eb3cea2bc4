using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>What the simulated model classifies, and what it fails on.</summary>
internal sealed class AudioTests : SimulatorFixture
{
    private static readonly SimulatorOptions WithoutFfprobe = new() { Ffprobe = null };

    private static IEnumerable<TestCaseData> BadAudio()
    {
        yield return Bad("text", "hello, this is text"u8.ToArray(), "Invalid data found when processing input");
        yield return Bad("nothing", [], "Invalid data found when processing input");
        yield return Bad("a_WAV_without_a_format", "RIFF\0\0\0\0WAVEdata\0\0\0\0"u8.ToArray(), "Invalid data found");
        yield return Bad("an_unknown_codec", Wav(seconds: 3, codec: 0x7777), "Unsupported codec");
        yield return Bad("six_channels", Wav(seconds: 3, channels: 6), "more than 2 channels");
        yield return Bad("no_samples", Wav(seconds: 0), "empty");
        yield return Bad("a_sample_too_few", Wav(seconds: 2.0319), "too short");

        static TestCaseData Bad(string name, byte[] audio, string error) =>
            new TestCaseData(audio, error).SetName($"A_run_fails_on_{name}");
    }

    [TestCaseSource(nameof(BadAudio))]
    public async Task A_run_fails_on(byte[] audio, string error)
    {
        RequireFfmpeg();
        var (simulator, client) = await StartAsync();

        var prediction = await client.RunAsync(BareClient.DataUri(audio));

        Assert.That(prediction.Text("status"), Is.EqualTo("failed"));
        Assert.That(prediction.Text("error"), Does.Contain(error));
        Assert.That(prediction.GetProperty("output").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(simulator.Ledger.PaidRuns.Single().Status, Is.EqualTo("failed"));
    }

    [Test]
    public async Task A_run_fails_on_a_picture()
    {
        RequireFfmpeg();
        var picture = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

        Assert.That(await ErrorAsync(picture), Does.Contain("found 0 streams"));
    }

    [TestCase(2.033, 7)]
    [TestCase(3, 0)]
    public async Task Audio_just_long_enough_and_silence_are_classified(double seconds, byte value) =>
        Assert.That(await ErrorAsync(Wav(seconds, value: value)), Is.Null);

    private static IEnumerable<TestCaseData> DecodableAudio()
    {
        yield return Decodable("MP3", "mp3");
        yield return Decodable("MP3_after_zero_bytes", "mp3", prefix: new byte[5000]);
        yield return Decodable("MP3_after_junk", "mp3", prefix: Junk());
        yield return Decodable("MP3_after_a_line_break", "mp3", prefix: "\r\n"u8.ToArray());
        yield return Decodable("MP3_cut_out_of_a_stream", "mp3", skip: 12_345);
        yield return Decodable("FLAC_after_an_ID3v2_tag", "flac", prefix: Id3Tag());
        yield return Decodable("AAC_after_an_ID3v2_tag", "adts", prefix: Id3Tag());
        yield return Decodable("WAV_after_an_ID3v2_tag", "wav", prefix: Id3Tag());
        yield return Decodable("RF64", "wav", "-rf64", "always");
        yield return Decodable("M4A", "ipod");
        yield return Decodable("Ogg", "ogg");
        yield return Decodable("AIFF", "aiff");
        yield return Decodable("WMA", "asf");
        yield return Decodable("AU", "au");
        yield return Decodable("CAF", "caf");
    }

    [TestCaseSource(nameof(DecodableAudio))]
    public async Task Everything_that_ffmpeg_decodes_is_classified(Func<Task<byte[]>> make)
    {
        RequireFfmpeg();
        var audio = await make();

        Assert.That(await ErrorAsync(audio), Is.Null);
        Assert.That(await ErrorAsync(audio, WithoutFfprobe), Is.Null, "without ffprobe");
    }

    [Test]
    public async Task A_WAV_whose_byte_rate_or_data_size_is_0_is_classified()
    {
        Assert.That(await ErrorAsync(Wav(seconds: 3, byteRate: 0)), Is.Null);
        Assert.That(await ErrorAsync(Wav(seconds: 3, dataSize: 0)), Is.Null);
        Assert.That(await ErrorAsync(Wav(seconds: 3, byteRate: 0), WithoutFfprobe), Is.Null);
        Assert.That(await ErrorAsync(Wav(seconds: 3, dataSize: 0), WithoutFfprobe), Is.Null);
    }

    [Test]
    public async Task Without_ffprobe_only_what_is_certainly_not_playable_fails()
    {
        Assert.That(await ErrorAsync("<html>"u8.ToArray(), WithoutFfprobe), Does.Contain("Could not open file"));
        Assert.That(await ErrorAsync([], WithoutFfprobe), Does.Contain("Could not open file"));
        Assert.That(await ErrorAsync(Wav(seconds: 3, channels: 6), WithoutFfprobe), Does.Contain("2 channels"));
        Assert.That(await ErrorAsync(Wav(seconds: 2), WithoutFfprobe), Does.Contain("too short"));
        Assert.That(await ErrorAsync(Wav(seconds: 3, codec: 0x7777), WithoutFfprobe), Is.Null);
        Assert.That(await ErrorAsync([1, 2, 3, 0xFF], WithoutFfprobe), Is.Null);
    }

    [Test]
    public async Task A_missing_ffprobe_is_done_without()
    {
        var options = new SimulatorOptions { Ffprobe = "/none/ffprobe" };

        Assert.That(await ErrorAsync(Wav(seconds: 2), options), Does.Contain("too short"));
    }

    [Test]
    [NonParallelizable]
    public async Task A_run_takes_no_memory_for_the_audio_that_it_fetches()
    {
        const int size = 64 * 1024 * 1024;
        const int limit = size / 2;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (_, client) = await StartAsync();

        var allocated = await Allocations.LeastAsync(async () =>
        {
            var run = client.RunAsync($"http://{listener.LocalEndpoint}/long.wav");
            using var connection = await listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"));
            await new EndlessTone(size).CopyToAsync(stream);
            Assert.That((await run).Text("status"), Is.EqualTo("succeeded"));
        }, limit);

        Assert.That(allocated, Is.LessThan(limit));
    }

    private async Task<string?> ErrorAsync(byte[] audio, SimulatorOptions? options = null)
    {
        var (_, client) = await StartAsync(options);
        var file = await client.UploadAsync(audio);
        var prediction = await client.RunAsync(file.GetProperty("urls").Text("get"));
        return prediction.Text("error");
    }

    private static TestCaseData Decodable(string name, string format, params string[] options) =>
        Decodable(name, format, [], 0, options);

    private static TestCaseData Decodable(
        string name, string format, byte[]? prefix = null, int skip = 0, string[]? options = null)
    {
        Func<Task<byte[]>> make = MakeAsync;
        return new TestCaseData(make).SetName($"{name}_is_classified");

        async Task<byte[]> MakeAsync() => [.. prefix ?? [], .. (await EncodeAsync(format, options ?? [])).AsSpan(skip)];
    }

    /// <summary>Four seconds of a tone in a format of ffmpeg.</summary>
    private static async Task<byte[]> EncodeAsync(string format, string[] options)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "tone");
        using var ffmpeg = Process.Start(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=440:duration=4", .. options, "-f", format, path]);
        await ffmpeg.WaitForExitAsync();
        return await File.ReadAllBytesAsync(path);
    }

    private static void RequireFfmpeg()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Where(Directory.Exists).Any(folder => Directory.EnumerateFiles(folder, "ffprobe*").Any()))
            Requirement.Missing("ffmpeg", "ffmpeg is not installed; install Debian's package ffmpeg.");
    }

    private static byte[] Junk() => [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 >> 3))];

    private static byte[] Id3Tag() => [.. Encoding.Latin1.GetBytes("ID3\u0003\0\0\0\0\u0007\u0076"), .. new byte[1014]];

    private static byte[] Wav(
        double seconds, int codec = 1, int channels = 1, byte value = 7, int? byteRate = null, int? dataSize = null)
    {
        const int sampleRate = 8000;
        var frameSize = 2 * channels;
        var wav = new byte[44 + ((int)(seconds * sampleRate) * frameSize)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(20), (ushort)codec);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(22), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), byteRate ?? sampleRate * frameSize);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(32), (ushort)frameSize);
        BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), dataSize ?? wav.Length - 44);
        wav.AsSpan(44).Fill(value);
        return wav;
    }
}
