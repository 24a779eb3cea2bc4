namespace Plyr.Genres.Host.Audio;

/// <summary>The media type and the metadata of a recording.</summary>
/// <param name="MediaType">The media type of its format.</param>
/// <param name="Title">The title in its metadata.</param>
/// <param name="Artist">The artist in its metadata.</param>
/// <param name="Duration">The length of the recording, if known.</param>
internal sealed record AudioDescription(
    string MediaType, string? Title = null, string? Artist = null, TimeSpan? Duration = null);
