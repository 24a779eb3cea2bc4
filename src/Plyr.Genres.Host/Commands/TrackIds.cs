using System.Globalization;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>Reads a track's id from the command line.</summary>
internal static class TrackIds
{
    public static TrackId Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new SettingsException(
                $"The track id is '{text}'; it must be a whole number, as in the response of GET /tracks.");
}
