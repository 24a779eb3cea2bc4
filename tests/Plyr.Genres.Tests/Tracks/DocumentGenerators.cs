using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>
/// <c>extra</c> documents of any origin: our keys in good and bad shapes among foreign ones, written in many ways.
/// </summary>
internal static class DocumentGenerators
{
    private static readonly string[] Keys =
    [
        .. TrackExtraKeys.All, "album", "", " ", "a.b", "Genre_Predictions", "genre_", "auto_", "qu\"ote",
        "back\\slash", "é🎸", "nul\0", "line\nbreak", "genre_predictions_model ",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "1.0", "-1.50", "1e5", "123456789012345678901234567890", "0.1999", "\"\"",
        "\"f1\"", "\"\\u00e9 \\ud83c\\udfb8\"", "\"é🎸\"", "\"\\u0000\"", "\"2026-01-02T03:04:05Z\"",
    ];

    private static readonly string[] OwnShapes =
    [
        """[{"name": "ambient", "confidence": 0.1999}]""",
        """[ { "confidence" : 1 , "name" : "funk / soul" , "more" : {} } ]""", "[{\"name\": \"a\"}]", "[]",
        """{"file_id": "f1", "names": ["a", "b"]}""",
        """{"file_id":"f1","reason":"audio_rejected","at":"2026-01-02T03:04:05.000Z"}""",
        """{"file_id": "f1", "until": "2026-01-02T03:04:05+00:00"}""",
    ];

    private static readonly string[] Spaces = ["", "", "", " ", "\n  ", "\t"];

    /// <summary>A valid document, every key once.</summary>
    public static Arbitrary<JsonDocumentText> Documents() =>
        (from keys in Gen.SubListOf(Keys)
         from order in Gen.Shuffle(keys.ToArray())
         from values in Value(3).ArrayOf(order.Length)
         from writtenKeys in Gen.CollectToArray(order, key => WrittenKey(key))
         from spaces in Gen.Elements(Spaces).ArrayOf(4)
         let pairs = writtenKeys.Zip(
             values, (key, value) => $"{spaces[0]}{key}{spaces[1]}:{spaces[2]}{value}{spaces[3]}")
         select new JsonDocumentText($"{spaces[3]}{{{string.Join(',', pairs)}{spaces[0]}}}{spaces[1]}")).ToArbitrary();

    /// <summary>Bytes that were a document before something happened to them, or that never were one.</summary>
    public static Arbitrary<DamagedDocument> Damaged() => Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
            from text in Documents().Generator
            let bytes = Encoding.UTF8.GetBytes(text.Json)
            from at in Gen.Choose(0, bytes.Length)
            from length in Gen.Choose(0, 4)
            from inserted in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Resize(3)
            select (byte[])[.. bytes[..at], .. inserted, .. bytes[Math.Min(bytes.Length, at + length)..]])
        .Select(bytes => new DamagedDocument(bytes)).ToArbitrary();

    /// <summary>A change as the library makes them: keys of ours, set or removed.</summary>
    public static Arbitrary<TrackChange> Changes() =>
        (from keys in Gen.SubListOf(TrackExtraKeys.All.ToArray())
         from values in Gen.OneOf(Gen.Elements(OwnShapes), Gen.Elements(Scalars), Gen.Constant((string)null!))
             .ArrayOf(keys.Count)
         select new TrackChange
         {
             Extra = keys.Zip(values).ToDictionary(pair => pair.First, pair => (string?)pair.Second),
         }).ToArbitrary();

    private static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements(Scalars)
        : Gen.Frequency(
            (4, Gen.Elements(Scalars)),
            (3, Gen.Elements(OwnShapes)),
            (1, Value(depth - 1).ArrayOf().Resize(4).Select(items => $"[{string.Join(", ", items)}]")),
            (
                1,
                Value(depth - 1).ArrayOf().Resize(4).Select(
                    items => $$"""{{{string.Join(" , ", items.Select((item, i) => $"\"k{i}\": {item}"))}}}""")));

    private static Gen<string> WrittenKey(string key) => Gen.Elements(
        JsonSerializer.Serialize(key),
        '"' + string.Concat(key.Select(c => $"\\u{(int)c:x4}")) + '"');
}
