using System.Text.Json;
using System.Text.Unicode;

namespace Plyr.Genres;

/// <summary>Represents the model's answer: a JSON object of labels and scores.</summary>
/// <param name="Labels">The labels with a usable score, in the order of the answer.</param>
/// <param name="Total">The number of all labels.</param>
internal readonly record struct ModelOutput(IReadOnlyList<GenreLabelScore> Labels, int Total)
{
    /// <summary>Reads an answer.</summary>
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

        var labels = new List<GenreLabelScore>(GenreLabels.All.Count);
        var total = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            total++;
            var label = TextOf(in reader);
            reader.Read();
            var score = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) ? number : double.NaN;
            if (new GenreLabelScore(label!, score) is { IsUsable: true } usable)
                labels.Add(usable);
            reader.Skip();
        }

        // Throws if there is trailing data after the object.
        reader.Read();
        return new ModelOutput(labels, total);
    }

    /// <summary>Returns the name of a property; null when it is not well-formed text (half a surrogate pair).</summary>
    private static string? TextOf(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
