namespace Plyr.Genres.Simulator;

/// <summary>Writes the addresses of the simulator, and the settings that a client needs.</summary>
internal static class Banner
{
    public static Task WriteAsync(TextWriter output, ReplicateSimulator simulator, bool hasOwnToken, bool isRemote)
    {
        var api = simulator.BaseAddress;
        var token = (hasOwnToken, isRemote) switch
        {
            (true, _) => "<the value of --token>",
            (_, true) => simulator.Token,
            _ => "any",
        };
        var audio = isRemote
            ? $"uploads      {api}v1/files (audio on this machine is not fetched)"
            : $"""
               uploads      {api}v1/files
                 self-hosted  {api}predictions
                 recordings   {simulator.Recording("any-name")}
               """;
        return output.WriteLineAsync(
            $$"""
            A simulation of Replicate: no model runs and nothing is paid.

              API          {{api}}v1/predictions
              {{audio}}
              ledger       {{api}}_simulator/ledger
              faults       {{api}}_simulator/faults

            Settings of a host that uses it:

              REPLICATE_ENABLED=true
              REPLICATE_API_TOKEN={{token}}
              PlyrGenres__Replicate__BaseAddress={{api}}
              PlyrGenres__Replicate__AllowedOutputHosts__0={{simulator.FileOrigin.Authority}}
              PlyrGenres__Replicate__Simulated=true

            JavaScript: new Replicate({ auth: "{{token}}", baseUrl: "{{api}}v1" })

            Press Ctrl-C to stop it.
            """);
    }
}
