namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>A secret where none belongs.</summary>
/// <param name="Kind">What kind of text it stood in.</param>
/// <param name="Text">The text, without the secret.</param>
internal sealed record SecretFinding(string Kind, string Text);
