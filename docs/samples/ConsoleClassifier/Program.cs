using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plyr.Genres;

// Classifies one recording and prints its genres.
if (args is not [var audio])
{
    Console.Error.WriteLine("Usage: ConsoleClassifier URL-OR-FILE");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddPlyrGenres(builder.Configuration);
using var host = builder.Build();

var source = audio.Contains("://", StringComparison.Ordinal)
    ? AudioSource.FromUrl(new Uri(audio))
    : AudioSource.FromFile(audio);
try
{
    var classification = await host.Services.GetRequiredService<IGenreClassifier>().ClassifyAsync(source);
    foreach (var genre in host.Services.GetRequiredService<GenreLabelNormalizer>().Normalize(classification.Labels))
        Console.WriteLine(FormattableString.Invariant($"{genre.Confidence:0.0000} {genre.Name}"));
    return 0;
}
catch (GenreClassificationException exception)
{
    Console.Error.WriteLine($"{exception.Failure}: {exception.Message}");
    return 1;
}
