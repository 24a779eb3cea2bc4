namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>What must hold of a parser's result.</summary>
internal static class Demand
{
    public static void That(bool holds, string sentence)
    {
        if (!holds)
            throw new InvalidDataException(sentence);
    }
}
