using System.Text.Json.Serialization;

namespace Plyr.Genres.Benchmarks.Sockets;

internal sealed record BareInput(string Audio, [property: JsonPropertyName("output_format")] string OutputFormat);

internal sealed record BareRequest(string Version, BareInput Input);

/// <summary>Provides the JSON metadata of the bare client, generated like that of the library.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BareRequest))]
internal sealed partial class BareJsonContext : JsonSerializerContext;
