using System.Text;
using NUnit.Framework;
using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Audio is told by its first bytes from what begins alike.</summary>
[TestFixture]
internal sealed class AudioFormatTests
{
    private static readonly string[] s_texts = ["Hello, world", "Привет, мир", "<html></html>", "\0\0\0\0\0\0\0\0"];

    [Test]
    public void An_MP4_file_of_an_audio_brand_is_audio(
        [Values("M4A ", "M4B ", "M4P ", "F4A ", "mp41", "mp42", "isom", "iso2", "iso5", "iso6", "dash", "3gp4", "3gp5", "3g2a", "avc1", "MSNV")] string brand) =>
        Assert.That(Detect(Mp4(brand)), Is.EqualTo("audio/mp4"));

    [Test]
    public void A_picture_or_a_film_in_the_same_container_is_none(
        [Values("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis", "crx ", "qt  ")] string brand) =>
        Assert.That(Detect(Mp4(brand)), Is.Null);

    [Test]
    public void Text_with_a_byte_order_mark_is_none([ValueSource(nameof(s_texts))] string text)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.UTF8 })
            Assert.That(Detect([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), Is.Null, encoding.WebName);
    }

    [TestCase(0xFB, 0x90, "audio/mpeg", TestName = "MPEG-1 layer III is audio")]
    [TestCase(0xFA, 0x90, "audio/mpeg", TestName = "MPEG-1 layer III with a checksum is audio")]
    [TestCase(0xFD, 0x90, "audio/mpeg", TestName = "MPEG-1 layer II is audio")]
    [TestCase(0xF3, 0x90, "audio/mpeg", TestName = "MPEG-2 layer III is audio")]
    [TestCase(0xE3, 0x90, "audio/mpeg", TestName = "MPEG-2.5 layer III is audio")]
    [TestCase(0xFF, 0x90, "audio/mpeg", TestName = "MPEG-1 layer I is audio")]
    [TestCase(0xF1, 0x50, "audio/aac", TestName = "AAC in ADTS is audio")]
    [TestCase(0xF9, 0x50, "audio/aac", TestName = "MPEG-2 AAC in ADTS is audio")]
    public void An_MPEG_frame_is_audio(int second, int third, string type) => Assert.That(Detect([0xFF, (byte)second, (byte)third, 0x64]), Is.EqualTo(type));

    private static string? Detect(byte[] file) => AudioFormat.Detect(file.AsSpan(0, Math.Min(file.Length, AudioFormat.HeaderLength)));

    private static byte[] Mp4(string brand) => [0, 0, 0, 0x20, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0];
}
