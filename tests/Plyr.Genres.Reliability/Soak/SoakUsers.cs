namespace Plyr.Genres.Reliability.Soak;

/// <summary>
/// Everybody who does something with the tracks: people who edit, pages that show suggestions, tasks of uploads.
/// </summary>
internal sealed class SoakUsers(
    IReadOnlyList<SoakTrack> tracks, ISoakDatabase database, TrackGenres genres, int oneBrokenIn)
{
    private const int MostKeys = 6;
    private static readonly string[] Tags =
        ["mixtape", "live / acoustic", "rock", "electronic", "jazz", "été", "a, b & \"c\"", "for the road"];

    private long _operations;

    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Does one thing after the other until the time is up.</summary>
    /// <returns>What came of it that must not.</returns>
    public async Task<string?> RunAsync(int seed, CancellationToken timeIsUp)
    {
        var random = new Random(seed);
        try
        {
            while (!timeIsUp.IsCancellationRequested)
            {
                await ActAsync(tracks[random.Next(tracks.Count)], random);
                Interlocked.Increment(ref _operations);
            }

            return null;
        }
        catch (Exception exception)
        {
            return $"somebody met an exception: {exception}";
        }
    }

    private Task ActAsync(SoakTrack track, Random random) => random.Next(100) switch
    {
        < 30 => genres.RecommendTagsAsync(track.Id, 8),
        < 45 => genres.ClassifyAsync(track.Id),
        < 55 => LeaveAsync(track, TimeSpan.FromMilliseconds(random.Next(50))),
        < 57 => ChangeAsync(track, () => ForgetAsync(track)),
        < 69 => ChangeAsync(track, () => AddTagAsync(track, Tags[random.Next(Tags.Length)])),
        < 74 => ChangeAsync(track, () => RemoveTagAsync(track)),
        < 86 => ChangeAsync(
            track,
            () => SetKeyAsync(track, $"key {random.Next(MostKeys)}", $"{{\"n\": [{random.Next(1000)}, 1.50, \"ü\"]}}")),
        < 92 => ChangeAsync(track, () => WishAsync(track)),
        < 97 => ChangeAsync(track, () => ReplaceAudioAsync(track, random)),
        _ => MakeAnewAsync(track, random),
    };

    /// <summary>Somebody opens the editor and closes it at once.</summary>
    private async Task LeaveAsync(SoakTrack track, TimeSpan after)
    {
        using var leaving = new CancellationTokenSource(after);
        try
        {
            await genres.RecommendTagsAsync(track.Id, 8, leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // That is what leaving means.
        }
    }

    private static async Task ChangeAsync(SoakTrack track, Func<Task> change)
    {
        await track.Turn.WaitAsync();
        try
        {
            if (track.Exists)
                await change();
        }
        finally
        {
            track.Turn.Release();
        }
    }

    private async Task ForgetAsync(SoakTrack track)
    {
        track.PayAgain();
        await genres.ForgetAsync(track.Id);
        track.DropWish();
    }

    /// <summary>A tag that the library had put on the track stays the library's.</summary>
    private async Task AddTagAsync(SoakTrack track, string tag)
    {
        if (await database.AddTagAsync(track.Id, tag))
            track.Tags.Add(tag);
    }

    private async Task RemoveTagAsync(SoakTrack track)
    {
        if (track.Tags.FirstOrDefault() is not { } tag)
            return;
        track.Tags.Remove(tag);
        await database.RemoveTagAsync(track.Id, tag);
    }

    private async Task SetKeyAsync(SoakTrack track, string key, string json)
    {
        await database.SetKeyAsync(track.Id, key, json);
        track.Keys[key] = json;
    }

    private async Task WishAsync(SoakTrack track)
    {
        await database.SetKeyAsync(track.Id, TrackExtraKeys.AutoTag, "true");
        track.Wish();
    }

    private async Task ReplaceAudioAsync(SoakTrack track, Random random)
    {
        track.TakeNewFile(isSound: random.Next(oneBrokenIn) > 0);
        await database.ReplaceAudioAsync(track.Id, track.FileId);
    }

    private async Task MakeAnewAsync(SoakTrack track, Random random)
    {
        await track.Turn.WaitAsync();
        try
        {
            await database.DeleteAsync(track.Id);
            track.StartAnew();
            if (random.Next(4) == 0)
                track.PayAgain();
            else
                track.TakeNewFile(isSound: random.Next(oneBrokenIn) > 0);
            await database.CreateAsync(track.Id, track.FileId);
        }
        finally
        {
            track.Turn.Release();
        }
    }
}
