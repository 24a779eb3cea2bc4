namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>An input that a parser did not stand.</summary>
/// <param name="Target">The parser.</param>
/// <param name="Input">The number of the input, which with the seed makes it again.</param>
/// <param name="Bytes">The input itself.</param>
/// <param name="Problem">What happened.</param>
internal sealed record FuzzViolation(string Target, long Input, byte[] Bytes, string Problem)
{
    private const int Shown = 300;

    public override string ToString() =>
        $"{Target}, input {Input} ({Bytes.Length} bytes): "
        + $"{Problem}{Environment.NewLine}{Convert.ToHexString(Bytes.AsSpan(0, Math.Min(Bytes.Length, Shown)))}";
}
