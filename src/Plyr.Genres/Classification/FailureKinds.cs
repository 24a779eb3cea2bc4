using System.Text.Json;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Classification;

/// <summary>Groups the failures by what they mean for the track and for further calls.</summary>
internal static class FailureKinds
{
    /// <summary>Returns an enum value in snake_case, as in <c>track.extra</c>, metrics and traces.</summary>
    public static string ToText<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Parses a recorded reason; null when this version does not know it.</summary>
    public static GenreClassificationFailure? Parse(string text) => Enum.GetValues<GenreClassificationFailure>()
        .Cast<GenreClassificationFailure?>()
        .FirstOrDefault(failure => failure!.Value.ToText() == text);

    /// <summary>Returns whether the same audio would fail again, so that the failure is recorded.</summary>
    public static bool IsOfAudio(this GenreClassificationFailure failure) =>
        failure is AudioRejected or MalformedOutput;

    /// <summary>Returns whether the failure is written to the track: recorded, or counted first.</summary>
    public static bool IsRecorded(this GenreClassificationFailure failure) =>
        failure.IsOfAudio() || failure == AudioUnreachable;

    /// <summary>Returns whether every call fails until a setting, the account or the machine is changed.</summary>
    public static bool AffectsEveryCall(this GenreClassificationFailure failure) => failure
        is AuthenticationFailed or BillingRequired or ModelUnavailable or OutputHostNotAllowed or ModelNotUsable;

    /// <summary>Returns whether a later try can succeed without a change.</summary>
    public static bool IsTemporary(this GenreClassificationFailure failure) =>
        !failure.IsOfAudio() && !failure.AffectsEveryCall() && failure != InvalidInput;

    /// <summary>Returns whether only the output of a run could not be used, so that it was charged.</summary>
    public static bool FollowsSuccessfulRun(this GenreClassificationFailure failure) =>
        failure is MalformedOutput or OutputHostNotAllowed or OutputExpired;
}
