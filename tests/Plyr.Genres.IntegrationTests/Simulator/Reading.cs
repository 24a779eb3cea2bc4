using System.Net.Http.Json;
using System.Text.Json;

namespace Plyr.Genres.IntegrationTests.Simulator;

/// <summary>Reads answers of a simulator.</summary>
internal static class Reading
{
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
