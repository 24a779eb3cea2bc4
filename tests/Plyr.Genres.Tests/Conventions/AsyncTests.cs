using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

public sealed partial class AsyncTests
{
    private static readonly Type[] Awaitables =
        [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>), typeof(IAsyncEnumerable<>)];

    private static IEnumerable<MethodInfo> PublicAsyncMethods => typeof(TrackGenres).Assembly.GetExportedTypes()
        .SelectMany(
            type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(
            method => Awaitables.Contains(
                method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType));

    [Test]
    public void Public_async_methods_end_in_Async() =>
        Assert.That(PublicAsyncMethods.Select(method => method.Name), Is.Not.Empty.And.All.EndsWith("Async"));

    [Test]
    public void Public_async_methods_take_an_optional_token_last()
    {
        Assert.That(PublicAsyncMethods, Is.Not.Empty);
        Assert.That(
            PublicAsyncMethods.Where(method => method.Name != nameof(IAsyncDisposable.DisposeAsync)).Where(
                method => !TakesOptionalTokenLast(method)),
            Is.Empty);

        static bool TakesOptionalTokenLast(MethodInfo method) =>
            method.GetParameters() is [.., { HasDefaultValue: true, Name: "cancellationToken" } last]
                && last.ParameterType == typeof(CancellationToken);
    }

    [Test]
    public void No_method_of_the_package_is_async_void()
    {
        var methods = typeof(TrackGenres).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                    | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(AsyncStateMachineAttribute)))
            .ToArray();
        Assert.That(methods, Is.Not.Empty);
        Assert.That(methods.Where(method => method.ReturnType == typeof(void)), Is.Empty);
    }

    [Test]
    public void The_compiler_requires_ConfigureAwait_in_the_package_only()
    {
        Assert.That(
            Severity(Path.Combine(SourceTree.Root, "src", "Plyr.Genres", ".editorconfig")), Is.EqualTo("error"));
        Assert.That(Severity(Path.Combine(SourceTree.Root, ".editorconfig")), Is.EqualTo("none"));

        static string Severity(string file) =>
            File.ReadAllLines(file)
                .Single(line => line.StartsWith("dotnet_diagnostic.CA2007.severity", StringComparison.Ordinal))
                .Split('=')[1]
                .Trim();
    }

    [Test]
    public void No_test_forgets_to_await_an_assertion()
    {
        // NUnit 5 gives a task back; one that is not awaited passes whatever happens.
        var assertions =
            from file in SourceTree.Tests
            from found in AsyncAssertion().Matches(file.Code)
            select (Place: file.At(found.Index), Code: found.Value);
        Assert.That(assertions, Is.Not.Empty);
        Assert.That(assertions.Where(found => !AwaitedAssertion().IsMatch(found.Code)), Is.Empty);
    }

    [TestCase("Assert.ThrowsAsync<Exception>(Act);", false)]
    [TestCase("var thrown = Assert.CatchAsync(Act);", false)]
    [TestCase("var thrown = await Assert.ThrowsAsync<Exception>(Act);", true)]
    [TestCase("public Task It_throws() => Assert.ThrowsAsync<Exception>(Act);", true)]
    [TestCase("return Assert.ThrowsAsync<Exception>(Act);", true)]
    public void Search_for_assertions_finds_those_that_are_not_awaited(string code, bool awaited) =>
        Assert.That(AwaitedAssertion().IsMatch(AsyncAssertion().Match(code).Value), Is.EqualTo(awaited));

    [GeneratedRegex(@"[^;{}]*\bAssert\.\w+Async\b")]
    private static partial Regex AsyncAssertion();

    [GeneratedRegex(@"(?:\bawait|\breturn|\bTask\b[^=]*=>)\s+Assert\.\w+Async$")]
    private static partial Regex AwaitedAssertion();
}
