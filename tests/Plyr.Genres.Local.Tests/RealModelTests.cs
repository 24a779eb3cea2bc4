using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests;

/// <summary>The real model, where <c>MODEL_FILE</c> names its file.</summary>
internal sealed class RealModelTests
{
    [Test]
    public async Task Real_model_is_loaded_and_scores_audio()
    {
        var path = Environment.GetEnvironmentVariable("MODEL_FILE");
        if (string.IsNullOrEmpty(path))
            Assert.Ignore("MODEL_FILE names no model file. The weights are not part of this repository.");
        using var model = new LocalModel(options => options.ModelPath = path);
        if (model.Classifier.Model != LocalModelDefaults.FileName)
            Assert.Ignore("MODEL_FILE names another file than the real model, by its SHA-256.");

        var answer = await model.Classifier.ClassifyAsync(Audio.Of(Wav.Tone(10)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Labels.Select(label => label.Label), Is.EqualTo(GenreLabels.All));
            Assert.That(answer.Labels.Select(label => label.Score).Distinct().Count(), Is.GreaterThan(100));
        }
    }
}
