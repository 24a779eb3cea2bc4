using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests;

internal sealed class ClassifierTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Answer_has_the_labels_of_the_taxonomy_in_order_with_scores_from_0_to_1()
    {
        using var model = new LocalModel();

        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Tone(3)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Labels.Select(label => label.Label), Is.EqualTo(GenreLabels.All));
            Assert.That(answer.Labels.Select(label => label.Score), Is.All.InRange(0, 1));
            Assert.That(answer.Labels.Select(label => label.Score).Distinct().Count(), Is.GreaterThan(100));
            Assert.That(answer.Model, Is.EqualTo(model.Classifier.Model));
            Assert.That(answer.PredictTime, Is.Null);
            Assert.That(answer.PredictionId, Is.Null);
        }
    }

    [Test]
    public async Task File_stream_and_data_URI_with_the_same_content_get_the_same_scores()
    {
        using var model = new LocalModel();
        var content = Wav.Tone(3);

        var file = await model.Classifier.ClassifyAsync(AudioSource.FromFile(_folder.Write("song.wav", content)));
        var stream = await model.Classifier.ClassifyAsync(Audio.Of(content));
        var uri = await model.Classifier.ClassifyAsync(Audio.DataUri(content));

        Assert.That(stream.Labels, Is.EqualTo(file.Labels));
        Assert.That(uri.Labels, Is.EqualTo(file.Labels));
    }

    [Test]
    public async Task Scores_are_the_mean_of_the_patches()
    {
        using var model = new LocalModel();
        const int patch = 128 * 256;
        var (low, high) = (Signal(220), Signal(3000));

        // A frame has samples of the patch before; silence between the tones keeps them apart.
        var both = await ScoreAsync([.. low, .. new float[patch], .. high, .. new float[patch]]);
        var first = await ScoreAsync([.. low, .. new float[patch]]);
        var second = await ScoreAsync([.. high, .. new float[patch]]);

        Assert.That(both, Is.EqualTo(first.Zip(second, (left, right) => (left + right) / 2)).Within(1e-6));

        async Task<double[]> ScoreAsync(float[] samples) =>
            [.. (await model.Classifier.ClassifyAsync(Audio.Of(Wav.Of(samples)))).Labels.Select(label => label.Score)];

        static float[] Signal(double frequency)
        {
            var samples = new float[patch];
            for (var i = 0; i < patch - 1000; i++)
                samples[i] = (float)Math.Sin(2 * Math.PI * frequency * i / 16_000);
            return samples;
        }
    }

    [Test]
    public async Task Silence_is_audio_like_any_other()
    {
        using var model = new LocalModel();

        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Of(new float[48_000])));

        Assert.That(answer.Labels, Has.Count.EqualTo(400));
    }

    [Test]
    public async Task Shortest_audio_has_32513_samples()
    {
        using var model = new LocalModel();

        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Of(new float[32_513])));
        var failure = await Failures.OfAsync(model, Audio.Of(Wav.Of(new float[32_512])));

        Assert.That(answer.Labels, Has.Count.EqualTo(400));
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(failure.Message, Does.Contain("shorter than 2.03 seconds"));
    }

    [Test]
    public async Task Scores_that_are_not_numbers_are_a_malformed_output()
    {
        using var model = new LocalModel(options => options.ModelPath = ModelFiles.NotANumber);

        var failure = await Failures.OfAsync(model, Audio.Of(Wav.Tone(3)));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.MalformedOutput));
    }

    [Test]
    public async Task Audio_beyond_the_maximum_duration_is_refused()
    {
        using var model = new LocalModel(options => options.MaxDuration = TimeSpan.FromSeconds(5));

        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Tone(5)));
        var failure = await Failures.OfAsync(model, Audio.Of(Wav.Tone(10)));

        Assert.That(answer.Labels, Has.Count.EqualTo(400));
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
        Assert.That(failure.Message, Does.Contain("MaxDuration"));
    }

    [Test]
    public async Task Long_file_takes_no_more_memory_than_a_short_one()
    {
        using var model = new LocalModel();
        var (shorter, longer) = (Silence("shorter.wav", 10), Silence("longer.wav", 310));
        await AllocatedAsync(shorter);

        var (few, many) = (await AllocatedAsync(shorter), await AllocatedAsync(longer));

        // Five minutes have 20 MB of samples. Each batch of patches allocates some objects of ONNX Runtime.
        Assert.That(many - few, Is.LessThan(500_000));

        async Task<long> AllocatedAsync(AudioSource audio)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await model.Classifier.ClassifyAsync(audio);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }

    [Test]
    public async Task Callers_at_the_same_time_get_their_own_answers()
    {
        using var model = new LocalModel(options => options.Concurrency = 2);
        var tones = Enumerable.Range(1, 4).Select(number => Wav.Tone(3, frequency: 200 * number)).ToArray();
        var expected = new List<GenreClassification>();
        foreach (var tone in tones)
            expected.Add(await model.Classifier.ClassifyAsync(Audio.Of(tone)));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(caller => model.Classifier.ClassifyAsync(Audio.Of(tones[caller % 4]))));

        for (var caller = 0; caller < 100; caller++)
            Assert.That(answers[caller].Labels, Is.EqualTo(expected[caller % 4].Labels), $"caller {caller}");
    }

    private AudioSource Silence(string name, int seconds)
    {
        var path = _folder.File(name);
        Wav.WriteSilence(path, seconds);
        return AudioSource.FromFile(path);
    }
}
