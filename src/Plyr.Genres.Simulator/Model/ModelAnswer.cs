using System.Globalization;
using System.Text;

namespace Plyr.Genres.Simulator;

/// <summary>
/// The model's output for a recording: every label with its score, as Python's <c>json.dumps</c> writes it.
/// </summary>
internal static class ModelAnswer
{
    private static readonly string[] WrittenLabels = [.. GenreLabels.All.Select(Quoted)];

    /// <param name="audioHash">The SHA-256 of the audio.</param>
    public static byte[] Write(ReadOnlySpan<byte> audioHash)
    {
        var members = WrittenLabels.Zip(Scores.Of(audioHash), (label, score) => $"{label}: {Written(score)}");
        return Encoding.ASCII.GetBytes($"{{{string.Join(", ", members)}}}");
    }

    /// <summary>Python escapes what is not ASCII, and nothing else that a label has.</summary>
    private static string Quoted(string label) =>
        $"\"{string.Concat(label.Select(letter => char.IsAscii(letter) ? $"{letter}" : $"\\u{(int)letter:x4}"))}\"";

    /// <summary>
    /// A 32-bit number widened to 64 bits has up to 17 digits; Python writes its exponent in lower case.
    /// </summary>
    private static string Written(float score) =>
        ((double)score).ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
