using System.Buffers;
using System.Text.Json;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary><c>track.extra</c> documents with keys of other systems.</summary>
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

    /// <summary>A document with fresh predictions for file <c>a</c>, amid foreign keys.</summary>
    /// <param name="predictions">How many predictions.</param>
    /// <param name="foreignBytes">About how many bytes belong to others.</param>
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

    /// <summary>What uploads and players leave on a track: texts, numbers, objects and lists.</summary>
    private static void WriteForeign(Utf8JsonWriter json, int bytes, int number)
    {
        for (
            var end =
                json.BytesCommitted + json.BytesPending + bytes; json.BytesCommitted
                    + json.BytesPending < end; number++)
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
