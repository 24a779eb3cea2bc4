using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
// snippet: worker
using System.Threading.Channels;
using Plyr.Genres;
// end

namespace Example.GettingStarted;

// snippet: worker
/// <summary>Classifies uploads in the background, one after another.</summary>
public sealed class ClassificationWorker(TrackGenres genres, ILogger<ClassificationWorker> logger) : BackgroundService
{
    private const int MaxTries = 5;

    private readonly Channel<TrackId> _uploads = Channel.CreateUnbounded<TrackId>();

    public void Add(TrackId id) => _uploads.Writer.TryWrite(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in _uploads.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await ClassifyAsync(id, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An exception of the store. A failure of the model is a status.
                logger.LogError(exception, "Track {TrackId} not classified. A backfill will try it again.", id);
            }
        }
    }

    private async Task ClassifyAsync(TrackId id, CancellationToken stoppingToken)
    {
        for (var tries = 1; ; tries++)
        {
            var result = await genres.ClassifyAsync(id, cancellationToken: stoppingToken);
            if (!result.ShouldRetry || tries == MaxTries)
                return;
            await Task.Delay(result.RetryAfter ?? TimeSpan.FromSeconds(10 * tries), stoppingToken);
        }
    }
}
// end
