using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>What hosts compile against changes only on purpose, and the change stands in the diff.</summary>
public sealed class PublicApiTests
{
    private const string Approve = "PLYR_APPROVE";

    [Test]
    public void The_public_face_is_as_it_was_approved()
    {
        var file = Path.Combine(SourceTree.Root, "tests", "Plyr.Genres.Tests", "Conventions", "PublicApi.approved.txt");
        var actual = PublicApiPrinter.Print(typeof(TrackGenres).Assembly);
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            File.WriteAllText(file, actual);
        Assert.That(
            actual,
            Is.EqualTo(File.ReadAllText(file).ReplaceLineEndings("\n")),
            $"The public face of the package has changed. If that is meant, run this test once with {Approve}=1 and commit PublicApi.approved.txt.");
    }
}
