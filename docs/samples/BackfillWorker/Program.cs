using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plyr.Genres;

// Classifies the tracks of a file, one audio URL a line, and prints their tags. Use a store over your database instead of the file.
var tracks = new InMemoryTrackExtraStore();
foreach (var (index, url) in File.ReadLines(args[0]).Index())
{
    var track = new Track { Id = index + 1, FileId = url, Audio = new Uri(url) };
    tracks.Put(track, extra: $$"""{"{{TrackExtraKeys.AutoTag}}": true}""");
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore(tracks);
builder.Services.AddHostedService<BackfillWorker>();

// Longer than PlyrGenresOptions.Timeout: runs that are cut off are paid for again.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(3));
await builder.Build().RunAsync();

/// <summary>Runs one backfill and stops the host. Ctrl-C lets the runs in flight finish.</summary>
internal sealed class BackfillWorker(GenreBackfill backfill, ITrackExtraStore store, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new BackfillOptions { Concurrency = 5 };
        var report = await backfill.RunAsync(options, cancellationToken: stoppingToken);
        foreach (var track in await store.ListAsync(TrackFilter.All, after: null, take: 1000, CancellationToken.None))
            Console.WriteLine($"{track.Id}: {string.Join(", ", track.Tags)}");
        Console.WriteLine(FormattableString.Invariant(
            $"{report.End}: {report.Classified} classified, {report.Failed.Values.Sum()} failed, {report.Cost:0.0000} dollars"));
        Environment.ExitCode = report.Succeeded ? 0 : 1;
        lifetime.StopApplication();
    }
}
