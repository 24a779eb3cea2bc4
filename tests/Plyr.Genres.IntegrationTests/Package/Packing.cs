using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>The package, made once for all tests here: one commit, packed in two folders.</summary>
[SetUpFixture]
internal sealed class Packing
{
    private static readonly TemporaryFolder Folder = new();

    /// <summary>A version that no cache knows.</summary>
    public static string Version { get; } = $"1.0.0-test.{Guid.NewGuid():N}";

    public static string Commit { get; private set; } = "";

    public static PackedPackage First { get; private set; } = null!;

    public static PackedPackage Second { get; private set; } = null!;

    /// <summary>The second once more, out of a checkout without a remote.</summary>
    public static PackedPackage WithoutRemote { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        var checkout = await PackageCheckout.CommitAsync(Folder.File("one"), Version);
        var other = await checkout.CloneAsync(Folder.File("another place"));
        Commit = await checkout.CommitIdAsync();
        First = await checkout.PackAsync();
        Second = await other.PackAsync();
        await other.RemoveRemoteAsync();
        WithoutRemote = await other.PackAsync("--no-build");
    }

    [OneTimeTearDown]
    public void Remove() => Folder.Dispose();
}
