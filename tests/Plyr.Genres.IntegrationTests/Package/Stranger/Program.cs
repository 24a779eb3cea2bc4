using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;

// A program of a user of the package: classify an upload, read its tags, show suggestions.
var (api, files, audio) = (new Uri(args[0]), new Uri(args[1]), new Uri(args[2]));

var store = new InMemoryTrackExtraStore();
store.Put(new Track { Id = 1, FileId = "a", Audio = audio, Tags = ["live"] }, """{"auto_tag": true}""");

var services = new ServiceCollection();
services.AddPlyrGenres(options =>
{
    options.Enabled = true;
    options.Replicate.ApiToken = Environment.GetEnvironmentVariable("REPLICATE_API_TOKEN");
    options.Replicate.BaseAddress = api;
    options.Replicate.AllowedOutputHosts.Add(files.Authority);
    options.Replicate.Simulated = true;
}).UseTrackStore(store);
await using var provider = services.BuildServiceProvider();
var genres = provider.GetRequiredService<TrackGenres>();

var classification = await genres.ClassifyAsync(1);
Console.WriteLine(classification.Status);
Console.WriteLine(string.Join(", ", (await store.FindAsync(1))!.Tags));
Console.WriteLine(
    JsonSerializer.Serialize(await genres.RecommendTagsAsync(1, limit: 2), Wire.Default.TagRecommendations));

var audit = await provider.GetRequiredService<GenreAudit>().RunAsync(new AuditOptions
{
    OnProcessedTrack = track => Console.WriteLine(JsonSerializer.Serialize(track, Wire.Default.AuditedTrack)),
});
Console.WriteLine(JsonSerializer.Serialize(audit, Wire.Default.AuditReport));
#if REFLECTION
Console.WriteLine(JsonSerializer.Serialize(classification));
#endif

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TagRecommendations))]
[JsonSerializable(typeof(AuditedTrack))]
[JsonSerializable(typeof(AuditReport))]
internal sealed partial class Wire : JsonSerializerContext;
