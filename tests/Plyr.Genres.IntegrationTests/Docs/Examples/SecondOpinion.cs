using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;

namespace Example.Settings;

/// <summary>Asks the second model. Nothing is stored, and the first model is not asked.</summary>
public sealed class SecondOpinion(
    [FromKeyedServices("house")] IGenreClassifier classifier,
    [FromKeyedServices("house")] GenreLabelNormalizer normalizer)
{
    public async Task<IReadOnlyList<GenrePrediction>> AskAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        var answer = await classifier.ClassifyAsync(audio, cancellationToken);
        return normalizer.Normalize(answer.Labels);
    }
}
