using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Plyr.Genres.Host.Storage;

/// <summary>
/// The position of a track in a list. The next page starts there even if the track was deleted or renamed.
/// </summary>
/// <param name="Id">The track's id.</param>
/// <param name="Key">The sort key; null for a list that is sorted by id.</param>
internal sealed record TrackCursor(long Id, string? Key)
{
    /// <summary>Parses the result of <see cref="ToString"/>; returns null when the text is invalid.</summary>
    public static TrackCursor? Parse(string text)
    {
        var parts = text.Split('.', 2);
        if (!long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            return null;
        if (parts.Length == 1)
            return new TrackCursor(id, Key: null);
        try
        {
            var key = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1]));
            return key.Contains('\0') ? null : new TrackCursor(id, key);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString()
    {
        var id = Id.ToString(CultureInfo.InvariantCulture);
        return Key is null ? id : $"{id}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(Key))}";
    }
}
