namespace Plyr.Genres.Simulator;

/// <summary>Specifies why the model can't classify a recording.</summary>
internal enum AudioFault
{
    None,
    NotAudio,
    NoAudioStream,
    UnsupportedCodec,
    TooManyChannels,
    Empty,
    TooShort,
}
