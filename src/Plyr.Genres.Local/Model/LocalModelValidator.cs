using Microsoft.Extensions.Options;

namespace Plyr.Genres.Local.Model;

/// <summary>
/// Validates the options and loads the model, so that an invalid file fails the start.
/// </summary>
internal sealed class LocalModelValidator(LoadedModel model) : IValidateOptions<LocalModelOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalModelOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Concurrency < 1)
            result.AddError($"Concurrency is {options.Concurrency}; it must be at least 1.");
        if (options.MaxDuration <= TimeSpan.Zero)
            result.AddError($"MaxDuration is {options.MaxDuration}; it must be positive.");
        if (options.MaxDownloadBytes < 1)
            result.AddError($"MaxDownloadBytes is {options.MaxDownloadBytes}; it must be positive.");
        if (string.IsNullOrWhiteSpace(options.FfmpegPath))
            result.AddError("FfmpegPath is empty; it must be the path of ffmpeg, or its name.");
        try
        {
            model.Get(options.ModelPath);
        }
        catch (InvalidDataException exception)
        {
            result.AddError(exception.Message);
        }

        return result.Build();
    }
}
