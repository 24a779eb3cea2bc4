using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using NUnit.Framework.Internal.Execution;

namespace Plyr.Genres.Tests.Tracks.Contract;

/// <summary>
/// Runs a fixture inside a test, by NUnit's own means, so that set-up, cases and assertions work as they always do.
/// </summary>
internal static class ContractRun
{
    /// <summary>The tests of a fixture with their outcomes.</summary>
    public static IReadOnlyList<ITestResult> Of(Type fixture)
    {
        // A context of its own: an assertion that fails in there must not fail the test that runs it.
        using var isolated = new TestExecutionContext.IsolatedContext();
        using var work = WorkItemBuilder.CreateWorkItem(
            new DefaultSuiteBuilder().BuildFrom(new TypeWrapper(fixture)), TestFilter.Empty, recursive: true)
            ?? throw new InvalidOperationException($"{fixture} is no fixture.");
        work.InitializeContext(new TestExecutionContext { Dispatcher = new InlineDispatcher() });
        work.Execute();
        work.WaitForCompletion();
        return [.. Leaves(work.Result)];
    }

    private static IEnumerable<ITestResult> Leaves(ITestResult result) =>
        result.Test.IsSuite ? result.Children.SelectMany(Leaves) : [result];

    private sealed class InlineDispatcher : IWorkItemDispatcher
    {
        public int LevelOfParallelism => 1;

        public void Start(WorkItem topLevelWorkItem) => topLevelWorkItem.Execute();

        public void Dispatch(WorkItem work) => work.Execute();

        public void CancelRun() => throw new NotSupportedException("The run inside a test is not cancelled.");
    }
}
