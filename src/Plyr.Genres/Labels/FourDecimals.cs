namespace Plyr.Genres;

/// <summary>Rule 4: rounding to 4 decimals from the exact binary value, exact ties to even.</summary>
internal static class FourDecimals
{
    private const double Scale = 10_000;

    /// <summary>How many ten-thousandths a score from 0 to 1 rounds to.</summary>
    public static int Round(double score)
    {
        // The product of two doubles is product + error exactly. When product sits on a half, only the error tells the side.
        var product = score * Scale;
        var error = Math.FusedMultiplyAdd(score, Scale, -product);
        var floor = (int)product;
        var pastHalf = product - floor - 0.5;
        if (pastHalf == 0)
            pastHalf = error;
        var up = pastHalf > 0 || (pastHalf == 0 && (floor & 1) == 1);
        return up ? floor + 1 : floor;
    }

    /// <summary>Whether a score is certain to round to at most so many ten-thousandths.</summary>
    public static bool IsAtMost(double score, int tenThousandths) => score * Scale <= tenThousandths;

    /// <summary>The double nearest to that many ten-thousandths.</summary>
    public static double ToScore(int tenThousandths) => tenThousandths / Scale;
}
