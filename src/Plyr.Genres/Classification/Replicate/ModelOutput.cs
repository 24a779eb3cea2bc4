using System.Text.Json;
using System.Text.Unicode;

namespace Plyr.Genres;

/// <summary>Reads the model's answer: a JSON object of labels and scores (rule 8).</summary>
/// <param name="Labels">The labels with a usable score, in the order of the answer.</param>
/// <param name="Total">How many labels the answer has.</param>
internal readonly record struct ModelOutput(GenreLabelScore[] Labels, int Total)
{
    /// <summary>Reads the answer in one pass.</summary>
    /// <exception cref="JsonException">The answer is not a JSON object.</exception>
    public static ModelOutput Read(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(utf8Json))
            throw new JsonException("The answer is not UTF-8.");

        var reader = new Utf8JsonReader(utf8Json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The answer is not a JSON object.");

        var labels = new GenreLabelScore[DiscogsTaxonomy.Labels.Length];
        var usable = 0;
        var total = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var label = ReadLabel(ref reader, total++);
            reader.Read();
            var score = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) ? number : double.NaN;
            reader.Skip();
            if (label is null || !(score is >= 0 and <= 1))
                continue;
            if (usable == labels.Length)
                Array.Resize(ref labels, usable * 2);
            labels[usable++] = new GenreLabelScore(label, score);
        }

        // Anything behind the object makes it no JSON document; the reader says so here.
        reader.Read();
        Array.Resize(ref labels, usable);
        return new ModelOutput(labels, total);
    }

    /// <summary>The label, as the taxonomy's own string where it has it; null when it is no text (half a surrogate pair).</summary>
    private static string? ReadLabel(ref Utf8JsonReader reader, int position)
    {
        if (reader.ValueSpan.SequenceEqual(DiscogsTaxonomy.EscapedLabel(position)))
            return DiscogsTaxonomy.Labels[position];
        try
        {
            var text = reader.GetString()!;
            return DiscogsTaxonomy.PositionOf(text, position) is >= 0 and var known ? DiscogsTaxonomy.Labels[known] : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
