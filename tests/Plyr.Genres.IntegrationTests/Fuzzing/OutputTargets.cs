using System.Text.Json;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>Where an output is, and what it holds.</summary>
internal static class OutputTargets
{
    private const int Limit = 1024 * 1024;

    private static readonly PlyrGenresOptions Options = new()
    {
        Replicate = { AllowedOutputHosts = ["files.example:8443"] },
    };
    private static readonly GenreLabelNormalizer Normalizer = new();
    private static readonly AutoTagPolicy AutoTags = new();

    public static FuzzTarget Outputs { get; } = new("outputs", () => ReadOutput,
    [
        .. Text.All(
            """{"Blues---Boogie Woogie":0.0012,"Electronic---Ambient":0.19987654,"Folk, World, & """
            + """Country---Cel\u00e8ne":1.2e-05,"Funk / Soul---Disco":1,"Rock---Punk":0}""",
            """{"Rock---Punk": 0.5, "Rock---Punk": 0.4, "x": {"y": [1, 2, {"z": null}]}, "Pop---Ballad": null,"""
            + """ "Jazz---Bop": "0.3"}""",
            "{}"),
        FullOutput(),
    ]);

    public static FuzzTarget DataUris { get; } = new("data URIs", () => ReadDataUri, Text.All(
        "data:application/json;base64,eyJSb2NrLS0tUHVuayI6IDAuNX0=", "data:None;base64,e30=",
        "data:application/json,%7B%22Rock---Punk%22%3A%200.5%7D", "DATA:;base64,", "data:,{}"));

    public static FuzzTarget Addresses { get; } = new("output addresses", () => ReadAddress, Text.All(
        "https://replicate.delivery/pbxt/abc/out.json", "https://tjzk.replicate.delivery/x",
        "https://files.example:8443/x", "https://api.replicate.com/v1/x", "http://169.254.169.254/latest/meta-data",
        "https://user:pass@replicate.delivery:443/x", "/relative?x#y", "//replicate.delivery/x"));

    private static void ReadOutput(ReadOnlySpan<byte> input)
    {
        ReplicateOutput output;
        try
        {
            output = ReplicateOutput.Read(input);
        }
        catch (JsonException)
        {
            return;
        }

        Demand.That(output.Labels.Count <= output.Total, "No label is made up.");
        foreach (var label in output.Labels)
            Demand.That(
                label.Score is >= 0 and <= 1 && label.Label is not null, "A label has a text and a score from 0 to 1.");
        var predictions = Normalizer.Normalize(output.Labels);
        Demand.That(predictions.Count <= GenreLabelNormalizer.DefaultTopN, "The best ten are kept.");
        _ = AutoTags.Select(predictions);
    }

    private static void ReadDataUri(ReadOnlySpan<byte> input)
    {
        var text = Text.Of(input);
        if (ReplicateOutput.IsDataUri(text))
            Demand.That(
                ReplicateOutput.DecodeDataUri(text) is not { Length: > Limit }, "No more than the limit is decoded.");
    }

    private static void ReadAddress(ReadOnlySpan<byte> input)
    {
        if (ReplicateOutput.ParseAddress(Text.Of(input)) is not { } address)
            return;
        _ = AudioSource.FromUrl(address).ToString();
        if (!ReplicateOutput.IsAllowed(address, Options.Replicate))
            return;
        Demand.That(address.Scheme == "https" && address.UserInfo.Length == 0, "Only https without a user is asked.");
        Demand.That(
            address.Authority == "files.example:8443"
                || address.Authority == "api.replicate.com"
                || (
                    address.IsDefaultPort
                        && $".{address.IdnHost}".EndsWith(".replicate.delivery", StringComparison.Ordinal)),
            $"The host {address.IdnHost} is none of the allowed ones.");
    }

    private static byte[] FullOutput()
    {
        var labels = new Dictionary<string, double>();
        var random = new Random(400);
        foreach (var label in GenreLabels.All)
            labels[label] = (float)random.NextDouble();
        return JsonSerializer.SerializeToUtf8Bytes(labels);
    }
}
