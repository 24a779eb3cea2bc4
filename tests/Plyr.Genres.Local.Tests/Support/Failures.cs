using NUnit.Framework;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Returns the failures of classifications and of their parts, and fails the test if there is none.</summary>
internal static class Failures
{
    public static async Task<GenreClassificationException> OfAsync(LocalModel model, AudioSource audio) =>
        (await Assert.ThrowsAsync<GenreClassificationException>(() => model.Classifier.ClassifyAsync(audio)))!;

    public static GenreClassificationException Of(Action action) =>
        Assert.Throws<GenreClassificationException>(() => action())!;
}
