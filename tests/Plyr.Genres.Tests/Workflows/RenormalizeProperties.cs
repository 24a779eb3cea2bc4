using NUnit.Framework;
using Plyr.Genres.Options;
using Plyr.Genres.Runs;
using Plyr.Genres.Tracks;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Properties of kept scores, whatever the answer and the vocabulary.</summary>
[TestFixture, Property("Rule", 39)]
internal sealed class RenormalizeProperties
{
    private static readonly AutoTagPolicy Policy = new();
    private static readonly PlyrGenresOptions Options = new();

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)])]
    public void Renormalizing_under_the_same_options_changes_nothing(
        WholeAnswer answer, Vocabulary vocabulary, bool reapply)
    {
        var track = Classify(answer, vocabulary, """{"auto_tag":true}""").Track;

        var (change, outcome) = TrackDecisions.Renormalize(track, Rules(vocabulary), reapply);

        Assert.That(change, Is.Null);
        Assert.That(outcome!.Status, Is.EqualTo(ClassificationStatus.AlreadyFresh));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)])]
    public void Renormalizing_gives_what_the_answer_gives_under_the_new_options(
        WholeAnswer answer, Vocabulary before, Vocabulary after)
    {
        var track = Classify(answer, before, "{}").Track;

        var (_, outcome) = TrackDecisions.Renormalize(track, Rules(after), reapplyAutoTags: false);

        Assert.That(outcome!.Predictions, Is.EqualTo(after.Create().Normalize(answer.InModelOrder)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)])]
    public void Second_renormalization_changes_nothing(
        WholeAnswer answer, Vocabulary before, Vocabulary after, bool reapply)
    {
        var row = Classify(answer, before, """{"auto_tag":true}""");

        var first = row.Apply(TrackDecisions.Renormalize(row.Track, Rules(after), reapply).Change);
        var (change, _) = TrackDecisions.Renormalize(first.Track, Rules(after), reapply);

        Assert.That(change, Is.Null);
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)])]
    public void Best_label_has_the_confidence_of_its_prediction(WholeAnswer answer, Vocabulary vocabulary)
    {
        var track = Classify(answer, vocabulary, "{}").Track;

        var explanation = GenreExplanation.Of(track, vocabulary.Create(), Options);

        Assert.That(
            explanation.Predictions.Select(prediction => prediction.Labels[0].Score),
            Is.EqualTo(explanation.Predictions.Select(prediction => prediction.Confidence)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)])]
    public void Predictions_are_allowed_names_of_at_least_the_least_confidence(
        WholeAnswer answer, Vocabulary vocabulary)
    {
        var predictions = vocabulary.Create().Normalize(answer.Labels);

        Assert.That(
            predictions.Select(prediction => prediction.Confidence),
            Is.All.GreaterThanOrEqualTo(vocabulary.MinConfidence));
        if (vocabulary.AllowedNames.Length > 0)
            Assert.That(predictions.Select(prediction => prediction.Name), Is.SubsetOf(vocabulary.AllowedNames));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(VocabularyGenerators)]), Property("Rule", 38)]
    public void Kept_scores_are_those_of_the_answer_with_4_decimals(WholeAnswer answer)
    {
        var stored = ExtraJson.Write(new LabelScoresJson("a", GenreLabelScores.Encode(answer.Labels)!));

        var read = TrackExtra.Parse($$"""{"{{TrackExtraKeys.LabelScores}}":{{stored}}}""").LabelScores!;

        var rounded =
            answer.Labels.ToDictionary(label => label.Label, label => GenreLabelNormalizer.Round(label.Score));
        Assert.That(
            read.ToLabels(), Is.EqualTo(GenreLabels.All.Select(label => new GenreLabelScore(label, rounded[label]))));
    }

    private static ConfiguredRules.Rules Rules(Vocabulary vocabulary) => new(Options, vocabulary.Create(), Policy);

    private static Row Classify(WholeAnswer answer, Vocabulary vocabulary, string extra)
    {
        var classification = new GenreClassification { Labels = answer.Labels, Model = "m" };
        var stored = ModelAnswer.Create(classification, Rules(vocabulary), cost: 0);
        var row = new Row(new Track { Id = 1, FileId = "a", Extra = TrackExtra.Parse(extra) }, extra);
        return row.Apply(TrackDecisions.StoreAnswer(row.Track, "a", stored, null, isForgotten: false, Options).Change);
    }

    private sealed record Row(Track Track, string Extra)
    {
        public Row Apply(TrackChange? change)
        {
            if (change is null)
                return this;
            var extra = change.ApplyTo(Extra);
            return new Row(Track with { Extra = TrackExtra.Parse(extra), Tags = change.ApplyTo(Track.Tags) }, extra);
        }
    }
}
