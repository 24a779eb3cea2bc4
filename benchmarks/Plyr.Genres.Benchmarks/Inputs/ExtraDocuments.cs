using System.Buffers;
using System.Text.Json;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Creates <c>extra</c> documents with keys of other programs.</summary>
internal static class ExtraDocuments
{
    private static readonly string[] Names =
    [
        "electronic",
        "ambient",
        "drone",
        "dark ambient",
        "experimental",
        "folk, world, & country",
        "funk / soul",
        "musique concrète",
        "new age",
        "leftfield",
    ];

    /// <summary>Returns a document with fresh predictions for file <c>a</c> between other keys.</summary>
    /// <param name="predictions">The number of predictions.</param>
    /// <param name="foreignBytes">The approximate number of bytes of other keys.</param>
    public static byte[] WithPredictions(int predictions, int foreignBytes)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            WriteForeign(json, foreignBytes / 2, 0);
            json.WriteStartArray(TrackExtraKeys.Predictions);
            for (var i = 0; i < predictions; i++)
            {
                json.WriteStartObject();
                json.WriteString("name", i < Names.Length ? Names[i] : $"name {i}");
                json.WriteNumber("confidence", Math.Round(0.9873 / (i + 1), 4));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString(TrackExtraKeys.PredictionsFileId, "a");
            json.WriteString(TrackExtraKeys.PredictionsModel, PlyrGenresDefaults.ModelVersion);
            WriteForeign(json, foreignBytes - (foreignBytes / 2), 1000);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteForeign(Utf8JsonWriter json, int bytes, int number)
    {
        var end = json.BytesCommitted + json.BytesPending + bytes;
        for (; json.BytesCommitted + json.BytesPending < end; number++)
        {
            json.WriteStartObject($"segment_{number}");
            json.WriteString("title", "Field recording, second take");
            json.WriteNumber("start", number * 12.75);
            json.WriteBoolean("is_public", true);
            json.WriteStartArray("peaks");
            for (var i = 0; i < 12; i++)
                json.WriteNumberValue((number * 37 + i * 11) % 100);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
