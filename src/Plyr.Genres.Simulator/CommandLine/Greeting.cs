namespace Plyr.Genres.Simulator;

/// <summary>Says where the simulator is and how to point a client to it.</summary>
internal static class Greeting
{
    public static Task WriteAsync(TextWriter output, ReplicateSimulator simulator, string? token) => output.WriteLineAsync(
        $$"""
        A simulation of Replicate: no model runs and nothing is paid.

          API          {{simulator.BaseAddress}}v1/predictions
          self-hosted  {{simulator.BaseAddress}}predictions
          recordings   {{simulator.Recording("any-name")}}
          ledger       {{simulator.BaseAddress}}_simulator/ledger
          faults       {{simulator.BaseAddress}}_simulator/faults

        .NET        options.BaseAddress = new Uri("{{simulator.BaseAddress}}")
        JavaScript  new Replicate({ auth, baseUrl: "{{simulator.BaseAddress}}v1" })
        token       {{(token is null ? "any" : "the one given with --token")}}

        Ctrl-C ends it.
        """);
}
