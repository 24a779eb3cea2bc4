using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>
/// The packages, made once for all tests that ask for them: one commit, the main one packed in two folders.
/// </summary>
internal static class Packing
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly Lazy<Task> Packed = new(PackAllAsync);

    /// <summary>A version that no cache knows.</summary>
    public static string Version { get; } = $"1.0.0-test.{Guid.NewGuid():N}";

    public static string Commit { get; private set; } = "";

    public static PackedPackage First { get; private set; } = null!;

    public static PackedPackage Second { get; private set; } = null!;

    /// <summary>The second once more, out of a checkout without a remote.</summary>
    public static PackedPackage WithoutRemote { get; private set; } = null!;

    /// <summary>The package of the model in process.</summary>
    public static PackedPackage Local { get; private set; } = null!;

    public static Task PackAsync() => Packed.Value;

    public static void Remove() => Folder.Dispose();

    private static async Task PackAllAsync()
    {
        var checkout = await PackageCheckout.CommitAsync(Folder.File("one"), Version);
        var other = await checkout.CloneAsync(Folder.File("another place"));
        Commit = await checkout.CommitIdAsync();
        var first = checkout.PackAsync();
        var second = other.PackAsync();
        (First, Second) = (await first, await second);
        Local = await checkout.PackLocalAsync();
        await other.RemoveRemoteAsync();
        WithoutRemote = await other.PackAsync("--no-build");
    }
}
