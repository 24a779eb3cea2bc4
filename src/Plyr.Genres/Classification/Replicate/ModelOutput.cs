using System.Text.Json;
using System.Text.Unicode;

namespace Plyr.Genres;

/// <summary>Reads the model's answer: a JSON object of labels and scores (rule 8).</summary>
/// <param name="Labels">The labels with a usable score, in the order of the answer.</param>
/// <param name="Total">How many labels the answer has.</param>
internal readonly record struct ModelOutput(GenreLabelScore[] Labels, int Total)
{
    // No label of the taxonomy is as long, whichever way it is escaped.
    private const int LongestLookUp = 128;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">The answer is not a JSON object.</exception>
    public static ModelOutput Read(ReadOnlySpan<byte> utf8Json) =>
        OrderedAnswer.TryRead(utf8Json) is { } labels ? new ModelOutput(labels, labels.Length) : ReadPlain(utf8Json);

    /// <summary>Reads an answer whatever its order, its labels and its form.</summary>
    /// <exception cref="JsonException">The answer is not a JSON object.</exception>
    public static ModelOutput ReadPlain(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];
        if (!Utf8.IsValid(utf8Json))
            throw new JsonException("The answer is not UTF-8.");

        var reader = new Utf8JsonReader(utf8Json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The answer is not a JSON object.");

        GenreLabelScore[] labels = [];
        var usable = 0;
        var total = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var label = FindLabel(in reader, total++);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number)
            {
                reader.Skip();
                continue;
            }

            if (!reader.TryGetDouble(out var score) || label is null || !(score is >= 0 and <= 1))
                continue;
            if (usable == labels.Length)
                Array.Resize(ref labels, Math.Max(usable * 2, DiscogsTaxonomy.Labels.Length));
            labels[usable++] = new GenreLabelScore(label, score);
        }

        // Anything behind the object makes it no JSON document; the reader says so here.
        reader.Read();
        Array.Resize(ref labels, usable);
        return new ModelOutput(labels, total);
    }

    /// <summary>The label, as the taxonomy's own string where it has it; null when it is no text (half a surrogate pair).</summary>
    private static string? FindLabel(in Utf8JsonReader reader, int position)
    {
        try
        {
            // Nearly every answer keeps the taxonomy's order, so the label to expect is compared before any is looked up.
            if (position < DiscogsTaxonomy.Labels.Length
                && (reader.ValueSpan.SequenceEqual(DiscogsTaxonomy.EscapedLabel(position)) || reader.ValueTextEquals(DiscogsTaxonomy.Labels[position])))
            {
                return DiscogsTaxonomy.Labels[position];
            }

            if (reader.ValueSpan.Length > LongestLookUp)
                return reader.GetString();
            Span<char> buffer = stackalloc char[LongestLookUp];
            ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
            return DiscogsTaxonomy.PositionOf(text) is >= 0 and var known ? DiscogsTaxonomy.Labels[known] : text.ToString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
