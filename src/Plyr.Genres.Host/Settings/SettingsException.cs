namespace Plyr.Genres.Host.Settings;

/// <summary>Thrown when a setting or an argument is invalid. The message contains its name and what is valid.</summary>
internal sealed class SettingsException(string message) : Exception(message);
