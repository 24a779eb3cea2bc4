using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Which files are recordings, under which media type, and what they say about themselves.</summary>
[TestFixture]
internal sealed class AudioInspectorTests
{
    private static readonly AudioInspector Inspector = new("ffprobe");
    private static readonly AudioInspector WithoutFfprobe = new("no-ffprobe-here");

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Make()
    {
        if (!Programs.IsInstalled("ffmpeg") || !Programs.IsInstalled("ffprobe"))
            Requirement.Missing("ffmpeg", "ffmpeg and ffprobe are not installed.");
        _folder = new TemporaryFolder();
        File.WriteAllBytes(_folder.File("tone.wav"), TestAudio.Wav(1));
        foreach (var name in new[] { "tone.mp3", "tone.flac", "tone.ogg", "tone.m4a", "tone.aiff", "tone.aac" })
            Convert(name);
    }

    [OneTimeTearDown]
    public void Remove() => _folder?.Dispose();

    [TestCase("tone.mp3", "audio/mpeg")]
    [TestCase("tone.flac", "audio/flac")]
    [TestCase("tone.ogg", "audio/ogg")]
    [TestCase("tone.m4a", "audio/mp4")]
    [TestCase("tone.aiff", "audio/aiff")]
    [TestCase("tone.aac", "audio/aac")]
    [TestCase("tone.wav", "audio/wav")]
    public async Task Recordings_are_recognized_with_and_without_ffprobe(string name, string mediaType)
    {
        var path = _folder.File(name);

        var probed = await Inspector.InspectAsync(path, CancellationToken.None);
        var read = await WithoutFfprobe.InspectAsync(path, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(probed?.MediaType, Is.EqualTo(mediaType));
            Assert.That(read?.MediaType, Is.EqualTo(mediaType));
        });
    }

    [TestCase("tone.mp3")]
    [TestCase("tone.flac")]
    [TestCase("tone.ogg")]
    [TestCase("tone.m4a")]
    public async Task Metadata_gives_title_artist_and_duration(string name)
    {
        var description = await Inspector.InspectAsync(_folder.File(name), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(description?.Title, Is.EqualTo("Été"));
            Assert.That(description?.Artist, Is.EqualTo("Mara"));
            Assert.That(description?.Duration, Is.EqualTo(TimeSpan.FromSeconds(3)).Within(TimeSpan.FromSeconds(1)));
        });
    }

    [TestCase("tone.mp3", "zeros", "audio/mpeg")]
    [TestCase("tone.mp3", "line", "audio/mpeg")]
    [TestCase("tone.mp3", "cut", "audio/mpeg")]
    [TestCase("tone.flac", "id3", "audio/flac")]
    [TestCase("tone.aac", "id3", "audio/aac")]
    [TestCase("tone.wav", "rate", "audio/wav")]
    [TestCase("tone.wav", "size", "audio/wav")]
    [Property("Fault", 16)]
    public async Task Recordings_that_are_damaged_in_front_are_recognized(string name, string damage, string mediaType)
    {
        var whole = await File.ReadAllBytesAsync(_folder.File(name));
        byte[] damaged = damage switch
        {
            "zeros" => [.. new byte[500], .. whole],
            "line" => [13, 10, .. whole],
            "cut" => whole[3000..],
            "id3" => [.. "ID3\u0004\0\0\0\0\0\u000a"u8, .. new byte[10], .. whole],
            "rate" => [.. whole[..28], 0, 0, 0, 0, .. whole[32..]],
            _ => [.. whole[..40], 0, 0, 0, 0, .. whole[44..]],
        };
        var path = _folder.File($"{damage}-{name}");
        await File.WriteAllBytesAsync(path, damaged);

        var description = await Inspector.InspectAsync(path, CancellationToken.None);

        Assert.That(description?.MediaType, Is.EqualTo(mediaType));
    }

    [TestCase("These are only words.")]
    [TestCase("#EXTM3U\n#EXTINF:3,\ntone.mp3\n")]
    [TestCase("ffconcat version 1.0\nfile tone.mp3\n")]
    [TestCase("<html><audio src='tone.mp3'></audio></html>")]
    public async Task Texts_and_playlists_are_not_recordings(string content)
    {
        var path = _folder.File("text");
        await File.WriteAllTextAsync(path, content, Encoding.UTF8);

        Assert.That(await Inspector.InspectAsync(path, CancellationToken.None), Is.Null);
    }

    [TestCase("")]
    [TestCase("{\"frames\": [{\"nb_samples\": 1024}, {")]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public async Task Output_that_is_cut_off_shows_no_recording(string output)
    {
        var program = _folder.File("cut-ffprobe");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nprintf '%s' '{output}'\nexit 137\n");
        using (var chmod = Process.Start("chmod", ["+x", program]))
            await chmod.WaitForExitAsync();

        var description = await new AudioInspector(program).InspectAsync(
            _folder.File("tone.mp3"), CancellationToken.None);

        Assert.That(description, Is.Null);
    }

    private void Convert(string name)
    {
        string[] arguments =
        [
            "-nostdin", "-loglevel", "error", "-i", _folder.File("tone.wav"), "-ar", "44100", "-metadata", "title=Été",
            "-metadata", "artist=Mara", _folder.File(name),
        ];
        using var process = Process.Start("ffmpeg", arguments);
        process.WaitForExit();
    }
}
