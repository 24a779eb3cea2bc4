using System.Text;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification.Replicate;

/// <summary>The short way takes nothing that the plain way would refuse or read otherwise.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 8)]
internal sealed class OrderedAnswerTests
{
    private const string Score = "0.5";

    [TestCase("0")]
    [TestCase("1")]
    [TestCase("1.0")]
    [TestCase("0.25")]
    [TestCase("1e-3")]
    [TestCase("1E-3")]
    [TestCase("1.25e-3")]
    [TestCase("0e5")]
    public void A_number_of_JSON_from_0_to_1_is_taken(string score)
    {
        Assert.That(OrderedAnswer.TryRead(WithScore(score)), Is.Not.Null);
        Assert.That(ModelOutput.Read(WithScore(score)).Labels, Is.EqualTo(ModelOutput.ReadPlain(WithScore(score)).Labels));
    }

    [TestCase("-0.5")]
    [TestCase("1.0000001")]
    [TestCase("00")]
    [TestCase("01")]
    [TestCase("0.")]
    [TestCase(".5")]
    [TestCase("+1")]
    [TestCase("0.e1")]
    [TestCase("1e")]
    [TestCase("1.5.5")]
    [TestCase("NaN")]
    [TestCase("null")]
    [TestCase("\"0.5\"")]
    [TestCase("")]
    [TestCase("  0.5", Description = "more white space than the model's writer has")]
    public void Every_other_form_of_a_score_is_left_to_the_plain_way(string score) => Assert.That(OrderedAnswer.TryRead(WithScore(score)), Is.Null);

    [TestCase("}")]
    [TestCase("\n")]
    [TestCase(" ")]
    [TestCase("x")]
    public void Whatever_stands_behind_the_object_is_left_to_the_plain_way(string rest) => Assert.That(OrderedAnswer.TryRead([.. Whole(), .. Encoding.UTF8.GetBytes(rest)]), Is.Null);

    [Test]
    public void An_answer_that_ends_anywhere_in_it_is_left_to_the_plain_way()
    {
        var whole = Whole();
        Assert.That(Enumerable.Range(0, whole.Length).Where(length => OrderedAnswer.TryRead(whole.AsSpan(0, length)) is not null), Is.Empty);
        Assert.That(OrderedAnswer.TryRead(whole), Is.Not.Null);
    }

    [TestCase(',', ';')]
    [TestCase(':', '=')]
    [TestCase('"', '\'')]
    [TestCase('{', '[')]
    [TestCase('}', ']')]
    public void Another_character_in_place_of_one_of_JSONs_is_left_to_the_plain_way(char character, char other)
    {
        var whole = Encoding.UTF8.GetString(Whole());
        Assert.That(OrderedAnswer.TryRead(Encoding.UTF8.GetBytes(Replaced(whole.IndexOf(character, StringComparison.Ordinal)))), Is.Null);
        Assert.That(OrderedAnswer.TryRead(Encoding.UTF8.GetBytes(Replaced(whole.LastIndexOf(character)))), Is.Null);

        string Replaced(int at) => $"{whole[..at]}{other}{whole[(at + 1)..]}";
    }

    /// <summary>An answer of the model whose second label has the score.</summary>
    private static byte[] WithScore(string score)
    {
        var labels = Enumerable.Range(0, DiscogsTaxonomy.Labels.Length)
            .Select(position => $"\"{Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(position))}\": {(position == 1 ? score : Score)}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(", ", labels)}}}");
    }

    private static byte[] Whole() => WithScore(Score);
}
