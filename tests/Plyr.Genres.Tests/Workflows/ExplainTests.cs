using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>The labels that gave a prediction.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 39)]
internal sealed class ExplainTests
{
    [Test]
    public async Task Each_prediction_has_the_labels_that_gave_its_name_best_first()
    {
        await using var flow = new Flow(options =>
        {
            options.TopN = 2;
            options.Aliases["bossanova"] = "bossa nova";
        });
        flow.Put();
        flow.Classifier.AnswersAll(("Jazz---Bossa Nova", 0.2), ("Latin---Bossanova", 0.8), ("Latin---Samba", 0.4));
        await flow.Genres.ClassifyAsync(Flow.Id);

        var explanation = (await flow.Genres.ExplainAsync(Flow.Id))!;

        Assert.That(explanation.HasScores, Is.True);
        Assert.That(explanation.Predictions.Select(prediction => prediction.Name), Is.EqualTo(["latin", "bossa nova"]));
        Assert.That(explanation.Predictions[1].Confidence, Is.EqualTo(0.8));
        Assert.That(explanation.Predictions[1].Kind, Is.EqualTo(GenreKind.Style));
        Assert.That(explanation.Predictions[1].Labels, Is.EqualTo(new GenreLabelScore[]
        {
            new("Latin---Bossanova", 0.8), new("Jazz---Bossa Nova", 0.2),
        }));
        Assert.That(explanation.Predictions[0].Kind, Is.EqualTo(GenreKind.Genre));
        Assert.That(explanation.Predictions[0].Labels.Take(2).Select(label => label.Score), Is.EqualTo([0.8, 0.4]));
    }

    [Test]
    public async Task Predictions_without_scores_have_no_labels()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("dub", 0.9)));

        var explanation = (await flow.Genres.ExplainAsync(Flow.Id))!;

        Assert.That(explanation.HasScores, Is.False);
        Assert.That(explanation.Predictions.Single().Labels, Is.Empty);
    }

    [Test]
    public async Task Stale_predictions_are_not_explained()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("another file", ("dub", 0.9)));

        Assert.That((await flow.Genres.ExplainAsync(Flow.Id))!.Predictions, Is.Empty);
    }

    [Test]
    public async Task Unknown_track_gives_null()
    {
        await using var flow = new Flow();

        Assert.That(await flow.Genres.ExplainAsync(Flow.Id), Is.Null);
    }

    [Test]
    public async Task Json_has_names_in_snake_case_and_the_kind()
    {
        await using var flow = new Flow(options => options.TopN = 1);
        flow.Put(Flow.Stored("a", ("electronic", 0.9)));

        var json = JsonSerializer.Serialize(
            await flow.Genres.ExplainAsync(Flow.Id), PlyrGenresJsonContext.Default.GenreExplanation);

        Assert.That(json, Is.EqualTo(
            """{"track_id":668,"has_scores":false,"predictions":[{"name":"electronic","confidence":0.9"""
            + ""","kind":"genre","labels":[]}]}"""));
    }
}
