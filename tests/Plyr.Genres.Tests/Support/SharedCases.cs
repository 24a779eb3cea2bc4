using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Support;

/// <summary>The cases of a shared file, one test each. Without the file there is one test, which says so.</summary>
internal static class SharedCases
{
    /// <summary>
    /// The cases of <c>cases/{file}</c> under their id, category and name; those that are not to be compared are left
    /// out.
    /// </summary>
    /// <param name="file">A file whose property <c>cases</c> lists objects with an <c>id</c> and a <c>name</c>.</param>
    public static IEnumerable<TestCaseData> Of(string file)
    {
        if (SharedFolder.Find("cases", file) is not { } path)
        {
            yield return new TestCaseData(null).SetArgDisplayNames(file);
            yield break;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray().Where(IsCompared))
        {
            var category = item.TryGetProperty("category", out var value) ? value.GetString() + ": " : "";
            yield return new TestCaseData(item.Clone()).SetArgDisplayNames(
                $"{item.GetProperty("id")} {category}{item.GetProperty("name")}");
        }
    }

    /// <summary>
    /// What a case asks for: <c>ours</c> where the contract differs from the original, else <c>expected</c>.
    /// </summary>
    public static JsonElement Expected(JsonElement item) =>
        item.TryGetProperty("ours", out var ours) ? ours : item.GetProperty("expected");

    /// <summary>The case, or a skip (a failure where it is required) when the shared folder is missing.</summary>
    public static JsonElement Require(JsonElement? item, string file)
    {
        if (item is null)
            SharedFolder.Require("cases", file);
        return item ?? throw new InvalidOperationException($"{file} appeared while the tests ran; run them again.");
    }

    private static bool IsCompared(JsonElement item) =>
        item.TryGetProperty("ours", out _)
            || !item.TryGetProperty("reference_quirk", out var quirk)
            || quirk.ValueKind == JsonValueKind.Null;
}
