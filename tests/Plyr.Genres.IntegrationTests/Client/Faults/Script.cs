using System.Text.Json.Nodes;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>The faults of the table, by name.</summary>
internal static class Script
{
    public const int Huge = 10 * 1024 * 1024;
    public const string Html = "<html><body>Bad gateway</body></html>";

    /// <summary>Longer than any patience of the client.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>The four bodies that a proxy or a server in distress sends with an error.</summary>
    public static IEnumerable<(string Name, Fault Fault)> ErrorBodies { get; } =
    [
        ("JSON", new Fault { Body = """{"detail":"Internal error"}""" }),
        ("HTML", new Fault { Body = Html, ContentType = "text/html" }),
        ("nothing", new Fault { Body = "" }),
        ("10 MB", new Fault { BodySize = Huge }),
    ];

    /// <summary>The create's answer, which may be spoilt although the run was accepted.</summary>
    public static Fault Accepted { get; } = new() { Stage = FaultStage.Create, Accepted = true };

    /// <summary>The create's answer without a result, so that polls follow.</summary>
    public static Fault Pending { get; } = Accepted with
    {
        Patch = new JsonObject { ["status"] = "starting" },
        Remove = ["output", "metrics"],
    };

    public static Fault Create { get; } = new() { Stage = FaultStage.Create };

    public static Fault Poll { get; } = new() { Stage = FaultStage.Poll };

    public static Fault Download { get; } = new() { Stage = FaultStage.File };

    public static Fault Cancel { get; } = new() { Stage = FaultStage.Cancel };

    public static Fault Refused(int status, string? body = null, string? retryAfter = null) => Create with
    {
        Status = status,
        Body = body,
        Headers = retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
    };

    /// <summary>A poll's answer with this state and without output.</summary>
    public static Fault State(JsonNode? status, JsonNode? error = null) =>
        Poll with { Patch = new JsonObject { ["status"] = status, ["error"] = error }, Remove = ["output"] };

    /// <summary>A create's answer that has this output.</summary>
    public static Fault Output(JsonNode? output) =>
        Accepted with { Patch = new JsonObject { ["status"] = "succeeded", ["output"] = output } };
}
