using Plyr.Genres.Replicate;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>Texts that others wrote and that are shown or stored.</summary>
internal static class TextTargets
{
    private const string Token = "r8_fuzzed_token";
    private static readonly SecretText Secrets = new(
        new Uri("https://user:p4ssw0rd@files.example/a.wav?X-Amz-Signature=abcdef0123"), () => Token);

    private static readonly GenreLabelNormalizer Normalizer = new();

    public static FuzzTarget ErrorTexts { get; } = new("error texts", () => Quote, Text.All(
        $"The token {Token} is not valid for https://files.example/a.wav?X-Amz-Signature=abcdef&token={Token} here",
        "Could not fetch data:audio/wav;base64,UklGRg== and https://user:pass@files.example/a.wav#fragment.",
        new string(' ', 1190) + Token));

    public static FuzzTarget Labels { get; } = new(
        "labels",
        () => Normalize,
        Text.All(
            "Electronic---Ambient",
            "A---B---C",
            "---B",
            "A----B",
            " Folk, World, & Country --- Chanson ",
            "Rock---\u00c9l\u00e9ctro"));

    private static void Quote(ReadOnlySpan<byte> input)
    {
        var quoted = Secrets.Quote(Text.Of(input));
        foreach (var secret in (string[])[Token, "p4ssw0rd", "abcdef0123"])
            Demand.That(!quoted.Contains(secret, StringComparison.OrdinalIgnoreCase), "No secret is shown.");
        Demand.That(quoted.Length <= 304 && !quoted.Any(char.IsControl), "A quoted text is short and on one line.");
    }

    private static void Normalize(ReadOnlySpan<byte> input)
    {
        foreach (var prediction in Normalizer.Normalize([new GenreLabelScore(Text.Of(input), 0.5)]))
        {
            Demand.That(
                prediction.Name.Length is > 0 and <= 100 && !prediction.Name.Any(char.IsControl),
                "A name has 1 to 100 printable characters.");
            Demand.That(prediction.Name.Trim() == prediction.Name, "A name is trimmed.");
        }
    }
}
