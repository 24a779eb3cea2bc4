namespace Plyr.Genres.Simulator;

/// <summary>An uploaded file with its content and the metadata that its client gave.</summary>
internal sealed record Upload(UploadedFile File, SpooledAudio Audio, string Metadata);
