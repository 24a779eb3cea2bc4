namespace Plyr.Genres.Host.Settings;

/// <summary>A setting can't be used. The message names it and says what is accepted.</summary>
internal sealed class SettingsException(string message) : Exception(message);
