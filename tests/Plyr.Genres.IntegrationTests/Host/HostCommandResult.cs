using System.Text.Json;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>What a command wrote and told the shell.</summary>
internal sealed record HostCommandResult(int Code, string Output, string Error)
{
    /// <summary>The output of <c>--json</c>.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }
}
