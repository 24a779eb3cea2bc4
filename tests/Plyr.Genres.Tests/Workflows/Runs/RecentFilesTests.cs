using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Runs;

/// <summary>What is remembered of files, and what is forgotten first.</summary>
[TestFixture, Parallelizable(ParallelScope.All), FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecentFilesTests
{
    private readonly RecentFiles<int> _files = new(capacity: 3);

    [Test]
    public void A_file_that_comes_again_is_the_youngest()
    {
        Set(1, 2, 1, 3, 4);
        Assert.That(Remembered(1, 2, 3, 4), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    [Test]
    public void A_file_that_was_removed_takes_no_room()
    {
        Set(1, 2, 3);
        _files.Remove(Key(1));
        Set(4);
        Assert.That(Remembered(1, 2, 3, 4), Is.EqualTo(new[] { 2, 3, 4 }));
        Set(1);
        Assert.That(Remembered(1, 2, 3, 4), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    private static RunKey Key(int number) => new(number, "f");

    private void Set(params int[] numbers)
    {
        foreach (var number in numbers)
            _files.Set(Key(number), number);
    }

    private IEnumerable<int> Remembered(params int[] numbers) => numbers.Where(number => _files.TryGet(Key(number), out var value) && value == number);
}
