using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>What an upload keeps in memory.</summary>
[TestFixture, NonParallelizable]
internal sealed class UploadMemoryTests
{
    private const int Length = 60_000_000;

    [Test]
    public async Task Upload_of_60_MB_is_streamed()
    {
        await using var client = await SimulatedClient.StartAsync();
        await client.Classifier.ClassifyAsync(
            AudioSource.FromStream(_ => Task.FromResult<Stream>(new EndlessWav(1_000_000))));

        var allocated = await Allocations.LeastAsync(async () =>
        {
            var classification = await client.Classifier.ClassifyAsync(AudioSource.FromStream(
                _ => Task.FromResult<Stream>(new EndlessWav(Length)), "long.wav", "audio/wav", Length));
            Assert.That(classification.Labels, Has.Count.EqualTo(400));
        });

        // Client and simulator together; content that is not streamed would take 60 MB at least.
        Assert.That(allocated, Is.LessThan(20_000_000));
    }

    /// <summary>Silence as a WAV file of some length.</summary>
    private sealed class EndlessWav(int length) : ReadOnlyStream
    {
        private static readonly byte[] Header = TestAudio.Wav(1, 0.001)[..44];
        private int _position;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, length - _position);
            Array.Clear(buffer, offset, read);
            for (var i = 0; i < read && _position + i < Header.Length; i++)
                buffer[offset + i] = HeaderByte(_position + i);
            _position += read;
            return read;
        }

        private byte HeaderByte(int at) => at switch
        {
            >= 4 and < 8 => (byte)((length - 8) >> (8 * (at - 4))),
            >= 40 => (byte)((length - 44) >> (8 * (at - 40))),
            _ => Header[at],
        };
    }
}
