using System.Globalization;

namespace Plyr.Genres.Simulator;

/// <summary>
/// The header <c>Prefer: wait</c> or <c>wait=n</c> with n from 1 to 60 seconds. Other values are ignored.
/// </summary>
/// <param name="Time">How long to hold the request.</param>
/// <param name="Applied">The value of <c>Preference-Applied</c> in the answer.</param>
internal sealed record WaitPreference(TimeSpan Time, string Applied)
{
    private const int Longest = 60;

    public static WaitPreference? Read(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts[0] != "wait")
                continue;
            if (parts.Length == 1)
                return new WaitPreference(TimeSpan.FromSeconds(Longest), "wait");
            if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 1 and <= Longest)
                return new WaitPreference(TimeSpan.FromSeconds(seconds), $"wait={seconds}");
        }

        return null;
    }
}
