namespace Plyr.Genres.Host.Audio;

/// <summary>What a recording says about itself.</summary>
/// <param name="MediaType">The media type of its format.</param>
/// <param name="Title">The title in its metadata.</param>
/// <param name="Artist">The artist in its metadata.</param>
/// <param name="Duration">How long it is, where that is known.</param>
internal sealed record AudioDescription(
    string MediaType, string? Title = null, string? Artist = null, TimeSpan? Duration = null);
