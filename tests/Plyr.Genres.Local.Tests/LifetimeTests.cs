using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests;

/// <summary>How a classification ends that is not waited for.</summary>
internal sealed class LifetimeTests
{
    [Test]
    public async Task Canceled_caller_leaves_and_its_place_is_free_again()
    {
        using var model = new LocalModel(options => options.Concurrency = 1);
        using var cancellation = new CancellationTokenSource();
        var canceled = model.Classifier.ClassifyAsync(StuckAudio(out var opened), cancellation.Token);
        await opened;

        await cancellation.CancelAsync();
        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Tone(3)), CancellationToken.None);

        await Assert.ThrowsAsync<OperationCanceledException>(() => canceled);
        Assert.That(answer.Labels, Has.Count.EqualTo(400));
    }

    [Test]
    public async Task Cancellation_stops_a_long_file()
    {
        using var folder = new TemporaryFolder();
        using var model = new LocalModel();
        using var cancellation = new CancellationTokenSource();
        var path = folder.File("long.wav");
        Wav.WriteSilence(path, 3 * 3600);

        var canceled = model.Classifier.ClassifyAsync(AudioSource.FromFile(path), cancellation.Token);
        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAsync<OperationCanceledException>(() => canceled);
        Assert.That(exception!.CancellationToken, Is.EqualTo(cancellation.Token));
    }

    [Test]
    public async Task Disposal_stops_what_is_running_and_what_waits()
    {
        using var folder = new TemporaryFolder();
        var model = new LocalModel(options => options.Concurrency = 1);
        var path = folder.File("long.wav");
        Wav.WriteSilence(path, 3 * 3600);
        var audio = AudioSource.FromFile(path);
        var running = Enumerable.Range(0, 3).Select(_ => model.Classifier.ClassifyAsync(audio)).ToArray();

        model.Dispose();

        foreach (var classification in running)
            await Assert.ThrowsAsync<OperationCanceledException>(() => classification);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.Classifier.ClassifyAsync(audio));
    }

    [Test]
    public async Task At_most_twice_the_concurrency_is_open_at_once()
    {
        using var folder = new TemporaryFolder();
        using var model = new LocalModel(options => options.Concurrency = 1);
        var opened = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var content = Wav.Tone(3);
        var audio = AudioSource.FromStream(async token =>
        {
            Interlocked.Increment(ref opened);
            await gate.Task.WaitAsync(token);
            return new MemoryStream(content);
        });
        var running = Enumerable.Range(0, 5).Select(_ => model.Classifier.ClassifyAsync(audio)).ToArray();

        var openedAtFirst = Volatile.Read(ref opened);
        gate.SetResult();
        await Task.WhenAll(running);

        Assert.That(openedAtFirst, Is.EqualTo(2));
        Assert.That(opened, Is.EqualTo(5));
    }

    [Test]
    public async Task Audio_that_takes_longer_than_the_timeout_fails()
    {
        var time = new FakeTimeProvider();
        using var model = new LocalModel(time: time);
        var classification = model.Classifier.ClassifyAsync(StuckAudio(out var opened));
        await opened;

        time.Advance(TimeSpan.FromSeconds(120));

        var exception = await Assert.ThrowsAsync<GenreClassificationException>(() => classification);
        Assert.That(exception!.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(exception.Message, Does.Contain("120 seconds"));
    }

    [Test]
    public async Task Waiting_for_another_track_does_not_count_as_time()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        using var model = new LocalModel(options => options.Concurrency = 1, time: time);
        var path = folder.File("long.wav");
        Wav.WriteSilence(path, 3 * 3600);
        var first = model.Classifier.ClassifyAsync(AudioSource.FromFile(path));
        var song = AudioSource.FromFile(folder.Write("song.wav", Wav.Tone(3)));
        var second = model.Classifier.ClassifyAsync(song);

        time.Advance(TimeSpan.FromSeconds(120));

        await Assert.ThrowsAsync<GenreClassificationException>(() => first);
        Assert.That((await second).Labels, Has.Count.EqualTo(400));
    }

    /// <summary>Returns audio that is never read to its end.</summary>
    private static AudioSource StuckAudio(out Task opened)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        opened = signal.Task;
        return AudioSource.FromStream(async token =>
        {
            signal.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Stream.Null;
        });
    }
}
