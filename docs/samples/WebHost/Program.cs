using Plyr.Genres;

// A web host with tracks in memory.
var builder = WebApplication.CreateBuilder(args);
var tracks = new InMemoryTrackExtraStore();
builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore(tracks);
var app = builder.Build();

// PUT /tracks/1 {"fileId": "sha256 of the audio", "audioUrl": "https://example.org/song.mp3", "tags": ["live"], "autoTag": true}
app.MapPut("/tracks/{id:long}", (long id, Upload upload) =>
{
    var track = new Track { Id = id, FileId = upload.FileId, Audio = upload.AudioUrl, Tags = upload.Tags };
    tracks.Put(track, extra: upload.AutoTag ? $$"""{"{{TrackExtraKeys.AutoTag}}": true}""" : null);
    return Results.NoContent();
});

app.MapGet("/tracks/{id:long}/tags", async (long id) =>
    await tracks.FindAsync(id) is { } track ? Results.Ok(track.Tags) : Results.NotFound());

// A person saves the list of tags.
app.MapPut("/tracks/{id:long}/tags", async (long id, string[] tags) =>
    await tracks.UpdateAsync(id, track => TrackChange.ForEditedTags(track, tags)) ? Results.NoContent() : Results.NotFound());

app.MapGet("/tracks/{id:long}/recommended-tags", async (long id, TrackGenres genres, CancellationToken aborted) =>
    await genres.RecommendTagsAsync(id, limit: 5, aborted) is { } tags ? Results.Ok(tags) : Results.NotFound());

// What a job does after an upload.
app.MapPost("/tracks/{id:long}/classification", async (long id, TrackGenres genres, CancellationToken aborted) =>
    await genres.ClassifyAsync(id, cancellationToken: aborted));

app.MapDelete("/tracks/{id:long}/genres", async (long id, TrackGenres genres, CancellationToken aborted) =>
    await genres.ForgetAsync(id, aborted) ? Results.NoContent() : Results.NotFound());

app.Run();

internal sealed record Upload(string FileId, Uri AudioUrl, string[] Tags, bool AutoTag = false);
