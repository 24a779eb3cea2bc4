using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Plyr.Genres.Tests.Classification.Replicate;

/// <summary>Answers of the model as one or the other writer gives them: in order or not, with scores that are none, and broken ones.</summary>
internal static class AnswerGenerators
{
    private static readonly string[] Taxonomy = DiscogsTaxonomy.Labels.ToArray();

    private static readonly string[] OddScores =
    [
        "0", "1", "0.0", "1.0", "1e-05", "3.5E-07", "5e-1", "0e+0", "-0.0", "-0", "1.5", "-0.1", "1e400", "5e-324", "null", "true", "\"0.5\"", "[0.5]", "{\"a\":0.5}",
        "00.5", "01", ".5", "1.", "0.", "0.e5", "0.5e", "1e", "+0.5", "NaN", "Infinity", "0x1", "0.1.2", "0.1 0.2", "",
    ];

    private static readonly Gen<string> Scores = Gen.Choose(0, int.MaxValue).Select(number => JsonSerializer.Serialize(number / (double)int.MaxValue));

    private static readonly Gen<Func<string, string>> Writers = Gen.Elements<Func<string, string>>(
        AsTheModelDoes,
        label => JsonEncodedText.Encode(label).ToString(),
        label => JsonEncodedText.Encode(label, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    private static readonly Gen<(string Comma, string Colon)> Separators = Gen.Frequency(
        (4, Gen.Constant((", ", ": "))), (2, Gen.Constant((",", ":"))), (1, Gen.Elements((",\n  ", ": "), (",  ", " : "), (", ", ":"), (" ,", ":"), (";", ":"), (",", "="))));

    private static readonly Gen<string[]> Labels = Gen.Frequency(
        (5, Gen.Constant(Taxonomy)),
        (1, Gen.Shuffle(Taxonomy)),
        (1, Gen.Choose(0, 399).Select(count => Taxonomy[..count])),
        (1, Gen.Choose(0, 399).Select(at => (string[])[.. Taxonomy[..at], "Electronic---Brand New", "no genre", "", .. Taxonomy[at..]])));

    private static readonly Gen<Action<string[]>> Odd = Gen.Frequency(
        (3, Gen.Constant<Action<string[]>>(_ => { })),
        (2, from at in Gen.Choose(0, 399) from score in Gen.Elements(OddScores) select (Action<string[]>)(scores => Replace(scores, at, score))));

    /// <summary>Whole answers, mostly of the form that the model's own have.</summary>
    public static Arbitrary<ModelAnswerText> Answers() => Arb.From(
        from labels in Labels
        from scores in Scores.ArrayOf(labels.Length)
        from odd in Odd
        from writer in Writers
        from separators in Separators
        from start in Gen.Frequency((8, Gen.Constant("{")), (1, Gen.Elements(" {", "\uFEFF{", "[", "")))
        from end in Gen.Frequency((8, Gen.Constant("}")), (1, Gen.Elements("} ", "}\n", "}}", ",}", "", "} x")))
        select Write(labels, scores, odd, writer, separators, start, end));

    private static ModelAnswerText Write(
        string[] labels, string[] scores, Action<string[]> odd, Func<string, string> writer, (string Comma, string Colon) separators, string start, string end)
    {
        odd(scores);
        return new(start + string.Join(separators.Comma, labels.Zip(scores, (label, score) => $"\"{writer(label)}\"{separators.Colon}{score}")) + end);
    }

    private static string AsTheModelDoes(string label) =>
        Array.IndexOf(Taxonomy, label) is >= 0 and var position ? Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(position)) : label;

    private static void Replace(string[] scores, int at, string score)
    {
        if (at < scores.Length)
            scores[at] = score;
    }
}
