using System.Text;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>Texts and bytes for the seeds.</summary>
internal static class Text
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[][] All(params string[] texts) => [.. texts.Select(Bytes)];

    /// <summary>
    /// Input that a parser gets as text: each byte a character, so that everything below U+0100 occurs; sometimes as
    /// UTF-8.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> input) =>
        input.Length % 2 == 0 ? Encoding.Latin1.GetString(input) : Encoding.UTF8.GetString(input);
}
