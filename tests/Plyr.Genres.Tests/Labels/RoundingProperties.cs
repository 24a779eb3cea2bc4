using System.Globalization;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Rule 4 for any score.</summary>
[TestFixture]
internal sealed class RoundingProperties
{
    [FsCheck.NUnit.Property(MaxTest = PropertyCases.Most)]
    public void Rounding_is_parsing_of_what_F4_formats(int numerator, ulong bits)
    {
        // Scores at random, and scores next to a half of a ten-thousandth, where roundings differ.
        var random = BitConverter.UInt64BitsToDouble((bits >> 12) | 0x3FF0000000000000) - 1;
        var half = ((uint)numerator % 10_000 + 0.5) / 10_000;
        foreach (var score in new[] { random, half, Math.BitIncrement(half), Math.BitDecrement(half), (float)half, (float)random })
        {
            var parsed = double.Parse(score.ToString("F4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            Assert.That(FourDecimals.ToScore(FourDecimals.Round(score)), Is.EqualTo(parsed), () => $"of {score:R}");
        }
    }
}
