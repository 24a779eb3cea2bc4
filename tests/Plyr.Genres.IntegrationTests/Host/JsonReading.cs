using System.Text.Json;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Short ways into an answer.</summary>
internal static class JsonReading
{
    public static long Id(this JsonElement track) => track.GetProperty("id").GetInt64();

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static string?[] Tags(this JsonElement track) =>
        [.. track.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())];

    public static string? State(this JsonElement track) => track.GetProperty("genres").Text("state");
}
