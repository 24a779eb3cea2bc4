using System.Text.Json;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Tagging;

/// <summary>Provides the messages about failures for the host's users: what happened, and what to do.</summary>
internal sealed class FailureText(HostSettings settings)
{
    /// <summary>The minimum length of audio for the model, according to Essentia.</summary>
    private const double MinSeconds = 2.03;

    private readonly string _model =
        settings.Model is ModelKind.Local or ModelKind.SelfHosted ? "The model" : "Replicate";

    /// <summary>What applies a changed setting. A command is run again anyway.</summary>
    private readonly string _restart =
        settings.Role is HostRole.Server or HostRole.Worker ? " and restart the host" : "";

    private readonly string _correction = settings.Role is HostRole.Server or HostRole.Worker
        ? "The host's log contains the reason."
        : "Correct what the message above names.";

    /// <summary>Returns whether every run fails until a setting, the account or the machine is changed.</summary>
    public static bool StopsEverything(GenreClassificationFailure failure) => failure
        is GenreClassificationFailure.AuthenticationFailed
        or GenreClassificationFailure.BillingRequired
        or GenreClassificationFailure.ModelUnavailable
        or GenreClassificationFailure.OutputHostNotAllowed
        or GenreClassificationFailure.ModelNotUsable;

    /// <summary>Returns the code of a failure in the API and in the extra data of tracks.</summary>
    public static string CodeOf(GenreClassificationFailure failure) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString());

    /// <summary>Returns the message about a recorded failure. Another version may have recorded other codes.</summary>
    public string Of(string code, StoredTrack stored)
    {
        var failure = Enum.GetValues<GenreClassificationFailure>().Cast<GenreClassificationFailure?>()
            .FirstOrDefault(value => CodeOf(value!.Value) == code);
        return failure switch
        {
            GenreClassificationFailure.AudioRejected when stored.DurationSeconds < MinSeconds =>
                "Too short: the model needs 2 seconds of audio. Upload a longer recording.",
            { } known => Of(known),
            null => $"The recording could not be analysed ({code}).",
        };
    }

    public string Of(GenreClassificationFailure failure) => failure switch
    {
        GenreClassificationFailure.AuthenticationFailed =>
            $"{_model} rejected the token. Set {SettingNames.Token} to a valid one{_restart}.",
        GenreClassificationFailure.BillingRequired =>
            $"{_model} requires credit. Set up billing or buy credit, and wait a few minutes.",
        GenreClassificationFailure.RateLimited => $"{_model} allows no more requests at the moment.",
        GenreClassificationFailure.InvalidInput => $"{_model} rejected the recording. Upload another file.",
        GenreClassificationFailure.ModelUnavailable =>
            $"{_model} does not offer the model version. Set PlyrGenres:Replicate:ModelVersion to an existing one"
            + $"{_restart}.",
        GenreClassificationFailure.AudioRejected =>
            "The model can't use this recording: it needs one or two channels and at least 2 seconds of audio. Upload "
            + "another file.",
        GenreClassificationFailure.ModelFailed => "The run failed at the model.",
        GenreClassificationFailure.Canceled => $"The run was canceled at {Inside(_model)}.",
        GenreClassificationFailure.TimedOut =>
            $"{_model} did not answer in time. Raise REPLICATE_TIMEOUT_SECONDS if this happens often.",
        GenreClassificationFailure.ServiceUnavailable => $"{_model} is unavailable.",
        GenreClassificationFailure.OutputExpired => "The result was deleted before it was read.",
        GenreClassificationFailure.MalformedOutput =>
            "The result of the model can't be used. Check PlyrGenres:Replicate:ModelVersion.",
        GenreClassificationFailure.AudioUnavailable =>
            "The audio file can't be read. Check the folder audio in the data folder.",
        GenreClassificationFailure.AudioUnreachable =>
            $"{_model} could not fetch the recording. Check that its address can be reached from the internet.",
        GenreClassificationFailure.OutputHostNotAllowed =>
            "The result is on a host that is not allowed. Add it to PlyrGenres:Replicate:AllowedOutputHosts"
            + $"{_restart}.",
        GenreClassificationFailure.ModelNotUsable =>
            $"The model can't be used with its configuration. {_correction}",
        _ => "The recording could not be analysed.",
    };

    private static string Inside(string model) => model == "The model" ? "the model" : model;
}
