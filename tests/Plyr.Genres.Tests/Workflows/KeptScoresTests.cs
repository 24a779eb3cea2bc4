using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>When the scores of an answer are stored, and when they are removed.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 38)]
internal sealed class KeptScoresTests
{
    [Test]
    public async Task Scores_are_stored_with_the_predictions_in_one_write()
    {
        await using var flow = new Flow();
        flow.Put("""{"plays":7}""");
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.8));

        await flow.Genres.ClassifyAsync(Flow.Id);

        using var extra = JsonDocument.Parse(flow.Extra);
        var stored = extra.RootElement.GetProperty("genre_label_scores");
        Assert.That(flow.Store.Updates, Is.EqualTo(1));
        Assert.That(stored.GetProperty("file_id").GetString(), Is.EqualTo("a"));
        Assert.That(stored.GetProperty("model").GetString(), Is.EqualTo("model-1"));
        Assert.That(stored.GetProperty("scores").GetString(), Has.Length.EqualTo(1068));
        Assert.That(flow.Extra, Does.StartWith("""{"plays":7,"""));
    }

    [Test]
    public async Task Label_scores_are_those_of_the_answer()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.AnswersAll(("Electronic---Ambient", 0.81234));
        await flow.Genres.ClassifyAsync(Flow.Id);

        var scores = await flow.Genres.GetLabelScoresAsync(Flow.Id);

        Assert.That(scores, Has.Count.EqualTo(400));
        Assert.That(scores, Has.Member(new GenreLabelScore("Electronic---Ambient", 0.8123)));
        Assert.That(scores, Has.Exactly(399).Property("Score").EqualTo(0.0001));
    }

    [Test]
    public async Task Answer_of_another_shape_removes_the_scores_of_the_answer_before()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.AnswersAll();
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Answers(("Electronic---Ambient", 0.8));

        await flow.Genres.ClassifyAsync(Flow.Id, force: true);

        Assert.That(flow.Extra, Does.Not.Contain("genre_label_scores"));
        Assert.That(await flow.Genres.GetLabelScoresAsync(Flow.Id), Is.Null);
    }

    [Test]
    public async Task No_scores_are_stored_without_the_option()
    {
        await using var flow = new Flow(options => options.KeepLabelScores = false);
        flow.Put();
        flow.Classifier.AnswersAll();

        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Extra, Does.Contain("genre_predictions").And.Not.Contain("genre_label_scores"));
    }

    [Test, Property("Rule", 34)]
    public async Task Forgetting_removes_the_scores()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.AnswersAll();
        await flow.Genres.ClassifyAsync(Flow.Id);

        await flow.Genres.ForgetAsync(Flow.Id);

        Assert.That(flow.Extra, Is.EqualTo("{}"));
    }

    [TestCase("""{"genre_predictions_file_id":"\"b\""}""", TestName = "Scores_of_another_file_do_not_count")]
    [TestCase("""{"genre_predictions_model":"\"m\""}""", TestName = "Scores_of_another_model_do_not_count")]
    [TestCase("""{"genre_predictions":null}""", TestName = "Scores_without_predictions_do_not_count")]
    public async Task Scores_count_only_for_the_predictions_that_they_gave(string change)
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.AnswersAll();
        await flow.Genres.ClassifyAsync(Flow.Id);

        await flow.Rows.UpdateAsync(
            Flow.Id, _ => new TrackChange { Extra = JsonSerializer.Deserialize<Dictionary<string, string?>>(change)! });

        Assert.That(await flow.Genres.GetLabelScoresAsync(Flow.Id), Is.Null);
    }

    [Test]
    public async Task Label_scores_of_an_unknown_track_are_null()
    {
        await using var flow = new Flow();

        Assert.That(await flow.Genres.GetLabelScoresAsync(Flow.Id), Is.Null);
    }
}
