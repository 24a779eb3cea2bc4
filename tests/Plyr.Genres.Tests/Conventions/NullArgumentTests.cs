using System.Runtime.CompilerServices;
using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>Who passes null is told which argument it was.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class NullArgumentTests
{
    private static readonly InMemoryTrackExtraStore Store = new();

    private static IEnumerable<TestCaseData> Calls() =>
    [
        Call("labels", () => new GenreLabelNormalizer().Normalize((IEnumerable<GenreLabelScore>)null!)),
        Call("name", () => new GenreLabelNormalizer().KindOf(null!)),
        Call("predictions", () => new AutoTagPolicy().Select(null!)),
        Call("tags", () => new TrackChange().ApplyTo((IReadOnlyCollection<string>)null!)),
        Call("track", () => TrackChange.ForEditedTags(null!, [])),
        Call("tags", () => TrackChange.ForEditedTags(new Track { Id = 1 }, null!)),
        Call("url", () => AudioSource.FromUrl(null!)),
        Call("path", () => AudioSource.FromFile(null!)),
        Call("open", () => AudioSource.FromStream(null!)),
        Call("track", () => TrackFilter.All.Matches(null!)),
        Call("track", () => Store.Put(null!)),
        Call("decide", () => Store.UpdateAsync(1, null!).AsTask().GetAwaiter().GetResult()),
        Call("value", () => _ = new TrackId((string)null!)),
        Call("writer", () => new TrackIdJsonConverter().Write(null!, 1, JsonSerializerOptions.Default)),
    ];

    [TestCaseSource(nameof(Calls))]
    public void Null_is_refused_by_the_name_of_the_argument(string argument, Action call) =>
        Assert.That(call, Throws.ArgumentNullException.With.Property("ParamName").EqualTo(argument));

    private static TestCaseData Call(
        string argument, Action call, [CallerArgumentExpression(nameof(call))] string text = "") =>
        new TestCaseData(argument, call).SetArgDisplayNames(text["() => ".Length..]);
}
