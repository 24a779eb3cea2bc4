using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Provides answers in the model's format: 400 labels, numbers of up to 17 digits.</summary>
internal static class ModelAnswers
{
    /// <summary>Returns an answer of the simulator, in the model's order.</summary>
    public static async Task<byte[]> FetchAsync()
    {
        await using var simulator = await ReplicateSimulator.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(simulator.BaseAddress, "v1/predictions"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Token);
        request.Headers.Add("Prefer", "wait");
        request.Content = JsonContent.Create(new
        {
            version = simulator.Version,
            input = new { audio = simulator.Recording("benchmark"), output_format = "JSON" },
        });
        using var response = await http.SendAsync(request);
        var prediction = await response.Content.ReadFromJsonAsync<JsonElement>();
        return await http.GetByteArrayAsync(new Uri(prediction.GetProperty("output").GetString()!));
    }

    /// <summary>Returns the same labels in another order.</summary>
    public static byte[] Shuffle(byte[] answer) => Write(answer, labels => new Random(7).Shuffle(labels));

    /// <summary>Returns the same answer with an unknown name in every n-th label.</summary>
    public static byte[] Rename(byte[] answer, int every) => Write(answer, labels =>
    {
        for (var i = 0; i < labels.Length; i += every)
            labels[i].Label = $"{labels[i].Label.Split("---")[0]} {i}---New Style {i}";
    });

    /// <summary>Returns an answer with a number of labels: the first ones, or all and unknown ones.</summary>
    public static byte[] Resize(byte[] answer, int count)
    {
        var labels = Read(answer);
        var resized = Enumerable.Range(0, count).Select(
            i => i < labels.Length ? labels[i] : ($"Genre {i / 20}---Style {i}", labels[i % labels.Length].Score));
        return Write([.. resized]);
    }

    private static byte[] Write(byte[] answer, Action<(string Label, string Score)[]> change)
    {
        var labels = Read(answer);
        change(labels);
        return Write(labels);
    }

    private static (string Label, string Score)[] Read(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.EnumerateObject().Select(label => (label.Name, label.Value.GetRawText()))];
    }

    private static byte[] Write(IEnumerable<(string Label, string Score)> labels)
    {
        var members = labels.Select(label => $"\"{JsonEncodedText.Encode(label.Label)}\": {label.Score}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(", ", members)}}}");
    }
}
