using System.Collections.Concurrent;
using System.Text.Json;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>Compares the tracks at the end with what they must look like.</summary>
internal sealed class SoakVerdict(
    ISoakDatabase database, Func<string, Task<IReadOnlyList<GenrePrediction>>> predictionsOf)
{
    private const int AtOnce = 10;

    /// <returns>What must not be, as sentences.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(IEnumerable<SoakTrack> tracks)
    {
        var violations = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(tracks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (track, _) =>
        {
            foreach (var violation in await JudgeAsync(track))
                violations.Enqueue(violation);
        });
        return [.. violations];
    }

    private async Task<IEnumerable<string>> JudgeAsync(SoakTrack expected) =>
        await database.Store.FindAsync(expected.Id) is { } track
        ? [
            .. ForeignKeys(expected, await database.ReadExtraAsync(expected.Id)),
            .. Tags(expected, track),
            .. Wish(expected, track),
            .. await PredictionsAsync(expected, track),
        ]
        : [$"track {expected.Id} is gone"];

    private static IEnumerable<string> ForeignKeys(SoakTrack expected, string? extra)
    {
        using var document = JsonDocument.Parse(extra ?? "{}");
        foreach (var (key, json) in expected.Keys)
        {
            using var value = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty(key, out var found)
                || !JsonElement.DeepEquals(found, value.RootElement))
                yield return $"track {expected.Id} lost what another system wrote under '{key}': {extra}";
        }
    }

    private static IEnumerable<string> Tags(SoakTrack expected, Track track)
    {
        foreach (var tag in expected.Tags.Except(track.Tags))
            yield return $"track {track.Id} lost the tag '{tag}' that a person typed";
        foreach (var tag in track.Tags.Except(expected.Tags).Except(track.Extra.AutoTags?.Names ?? []))
            yield return $"track {track.Id} has the tag '{tag}', which nobody typed and of which there is no record";
    }

    private static IEnumerable<string> Wish(SoakTrack expected, Track track)
    {
        if (expected.WishedWith is { } file
            && !track.Extra.AutoTag
            && (track.Extra.PredictionsFileId is not { } classified || SoakTrack.NumberOf(classified) < file))
            yield return $"track {track.Id} lost its wish for auto-tags although it was not classified since";
    }

    private async Task<IEnumerable<string>> PredictionsAsync(SoakTrack expected, Track track)
    {
        if (track.FileId != expected.FileId)
            return [$"track {track.Id} has file {track.FileId} in place of {expected.FileId}"];
        if (track.GenreState != GenreState.Fresh)
            return [];
        return track.Extra.Predictions!.SequenceEqual(await predictionsOf(expected.FileId))
            ? []
            : [$"track {track.Id} has predictions that pass for those of {expected.FileId} and are of other audio"];
    }
}
