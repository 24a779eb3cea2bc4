namespace Plyr.Genres.Tests.Tracks;

/// <summary>A generated document that is valid JSON.</summary>
internal sealed record JsonDocumentText(string Json);
