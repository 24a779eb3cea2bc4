using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>The package has no clock of its own: a host, and a test, can turn the one it is given.</summary>
public sealed partial class ClockTests
{
    [Test]
    public void The_package_reads_no_wall_clock() => Assert.That(Found(WallClock()), Is.Empty);

    [Test]
    public void Whatever_waits_is_given_the_time_provider() =>
        Assert.That(Found(Wait(), wait => !TimeProviderWord().IsMatch(wait)), Is.Empty, "Pass the TimeProvider.");

    [TestCase("var now = DateTimeOffset.UtcNow;")]
    [TestCase("var watch = Stopwatch.StartNew();")]
    [TestCase("Thread.Sleep(1);")]
    public void The_search_for_clocks_finds_one(string code) => Assert.That(WallClock().IsMatch(code));

    [TestCase("await Task.Delay(pause, cancellationToken);", true)]
    [TestCase("await Task.Delay(pause, time, cancellationToken);", false)]
    [TestCase("using var timeout = new CancellationTokenSource(settings.Timeout);", true)]
    [TestCase("using var timeout = new CancellationTokenSource(settings.Timeout, _time);", false)]
    [TestCase("using var timeout = new CancellationTokenSource();", false)]
    [TestCase("CancellationTokenSource timeout = new(Limit);", true)]
    [TestCase("timeout.CancelAfter(Limit);", true)]
    [TestCase("using var timer = new PeriodicTimer(Pause);", true)]
    public void The_search_for_waits_finds_those_without_a_time_provider(string code, bool found) =>
        Assert.That(Wait().Matches(code).Any(wait => !TimeProviderWord().IsMatch(wait.Value)), Is.EqualTo(found));

    private static IEnumerable<string> Found(Regex pattern, Predicate<string>? condition = null) =>
        from file in SourceTree.Package
        from found in pattern.Matches(file.Code)
        where condition?.Invoke(found.Value) ?? true
        select $"{file.At(found.Index)}: {found.Value}";

    [GeneratedRegex(@"\b(?:DateTime|DateTimeOffset)\s*\.\s*(?:Now|UtcNow|Today)\b|\bStopwatch\b|\bTickCount(?:64)?\b|\bThread\s*\.\s*(?:Sleep|SpinWait)\b")]
    private static partial Regex WallClock();

    // With all arguments, one pair of parentheses deep.
    [GeneratedRegex(@"(?:\bTask\.Delay|\bCancellationTokenSource|\bCancellationTokenSource\s+\w+\s*=\s*new|\bPeriodicTimer|\bTimer|\bCancelAfter)\((?!\))(?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Wait();

    [GeneratedRegex(@"\b_?time\b")]
    private static partial Regex TimeProviderWord();
}
