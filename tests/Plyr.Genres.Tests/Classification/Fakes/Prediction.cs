using System.Text;
using System.Text.Json.Nodes;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Predictions as the service writes them.</summary>
internal static class Prediction
{
    public const string Id = "gm3qorzdhgbfurvjtvhg6dckhu";
    public const string OutputUrl = "https://replicate.delivery/pbxt/abc/out.json";

    /// <summary>The default output of the model.</summary>
    public const string Labels = """{"Electronic---Ambient":0.8,"Rock---Shoegaze":0.3}""";

    public const string Starting = $$"""{"id":"{{Id}}","status":"starting","logs":"","error":null}""";
    public const string Processing = $$"""{"id":"{{Id}}","status":"processing","output":null,"logs":"","error":null}""";

    /// <summary>Succeeded, billed for 2 seconds.</summary>
    public static string Succeeded { get; } = With("succeeded", OutputUrl, predictTime: 2);

    /// <summary>The output inside the answer.</summary>
    public static string DataOutput { get; } = DataUri(Labels);

    /// <param name="status">The state; null leaves the key out.</param>
    /// <param name="output">The output; null leaves the key out.</param>
    /// <param name="predictTime">The billed seconds; null leaves the metrics out.</param>
    /// <param name="error">The error; null leaves the key out.</param>
    /// <param name="id">The id; null leaves the key out.</param>
    public static string With(
        string? status, JsonNode? output = null, double? predictTime = null, JsonNode? error = null, string? id = Id)
    {
        var prediction = new JsonObject();
        if (id is not null)
            prediction["id"] = id;
        if (status is not null)
            prediction["status"] = status;
        if (output is not null)
            prediction["output"] = output;
        if (error is not null)
            prediction["error"] = error;
        if (predictTime is { } seconds)
            prediction["metrics"] = new JsonObject { ["predict_time"] = seconds };
        return prediction.ToJsonString();
    }

    public static string DataUri(string text, string mediaType = "application/json") =>
        $"data:{mediaType};base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}";
}
