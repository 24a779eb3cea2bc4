namespace Plyr.Genres.IntegrationTests.Docs.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path from the repository's root.</param>
/// <param name="Line">The number of the line that opens it, from 1.</param>
/// <param name="Language">The text after the opening fence.</param>
/// <param name="Snippet">The name in a comment <c>snippet: NAME</c> on the line above, or null.</param>
/// <param name="Text">The text between the fences, without a line break at the end.</param>
/// <param name="Length">How many lines that is.</param>
internal sealed record Fence(string Page, int Line, string Language, string? Snippet, string Text, int Length)
{
    public bool IsCSharp => Language is "csharp" or "cs" or "c#" or "C#";

    public override string ToString() => $"{Page}, line {Line}";
}
