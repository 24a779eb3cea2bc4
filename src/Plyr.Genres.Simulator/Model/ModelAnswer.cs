using System.Globalization;
using System.Text;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Writes the model's output for a recording: every label with its score, in the format of Python's <c>json.dumps</c>.
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

    /// <summary>Returns a label in quotes, with non-ASCII letters escaped as in Python.</summary>
    private static string Quoted(string label) =>
        $"\"{string.Concat(label.Select(letter => char.IsAscii(letter) ? $"{letter}" : $"\\u{(int)letter:x4}"))}\"";

    /// <summary>
    /// Returns a score as Python does: converted to 64 bits, with up to 17 digits, and a lower-case exponent.
    /// </summary>
    private static string Written(float score) =>
        ((double)score).ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
}
