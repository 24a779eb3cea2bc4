using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification.Replicate;

/// <summary>The short way through an answer, held against the plain one, and that against a document.</summary>
[TestFixture]
internal sealed class ModelOutputProperties
{
    [FsCheck.NUnit.Property(Arbitrary = [typeof(AnswerGenerators)], MaxTest = PropertyCases.Some)]
    public void The_short_way_gives_what_the_plain_way_gives(ModelAnswerText answer) =>
        Assert.That(Read(answer.Utf8, ModelOutput.Read), Is.EqualTo(Read(answer.Utf8, ModelOutput.ReadPlain)));

    [FsCheck.NUnit.Property(Arbitrary = [typeof(AnswerGenerators)], MaxTest = PropertyCases.Some)]
    public void A_damaged_byte_makes_no_difference_between_the_ways(ModelAnswerText answer, int at, byte damage)
    {
        var bytes = answer.Utf8;
        if (bytes.Length == 0)
            return;
        bytes[(at & int.MaxValue) % bytes.Length] = damage;

        Assert.That(Read(bytes, ModelOutput.Read), Is.EqualTo(Read(bytes, ModelOutput.ReadPlain)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(AnswerGenerators)], MaxTest = PropertyCases.Some)]
    public void The_plain_way_gives_what_a_document_gives(ModelAnswerText answer) =>
        Assert.That(Read(answer.Utf8, ModelOutput.ReadPlain), Is.EqualTo(ReadDocument(answer.Json.TrimStart('\uFEFF'))));

    [TestCase(", ", ": ")]
    [TestCase(",", ":")]
    public void An_answer_in_the_taxonomys_order_takes_the_short_way(string comma, string colon)
    {
        var properties = Enumerable.Range(0, 400).Select(position => $"\"{System.Text.Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(position))}\"{colon}0.000{position}e-3");
        var labels = OrderedAnswer.TryRead(new ModelAnswerText("{" + string.Join(comma, properties) + "}").Utf8);

        Assert.That(labels, Has.Length.EqualTo(400));
        Assert.That(labels![399], Is.EqualTo(new GenreLabelScore("Stage & Screen---Theme", 0.000399e-3)));
        Assert.That(labels.Select(label => label.Label), Is.EqualTo(DiscogsTaxonomy.Labels.ToArray()));
    }

    private static (string Labels, int Total)? Read(byte[] answer, Func<ReadOnlySpan<byte>, ModelOutput> read)
    {
        try
        {
            var output = read(answer);
            return (Describe(output.Labels), output.Total);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string Labels, int Total)? ReadDocument(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var labels = document.RootElement.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.Number)
                .Select(label => new GenreLabelScore(label.Name, label.Value.GetDouble())).Where(label => label.Score is >= 0 and <= 1);
            return (Describe(labels), document.RootElement.EnumerateObject().Count());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(IEnumerable<GenreLabelScore> labels) => string.Join('\n', labels.Select(label => $"{label.Label} {BitConverter.DoubleToInt64Bits(label.Score)}"));
}
