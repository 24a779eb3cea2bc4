namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>Every parser that meets bytes from outside.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        WireTargets.CreateAnswers,
        WireTargets.ErrorBodies,
        WireTargets.WholeAnswers,
        OutputTargets.Outputs,
        OutputTargets.DataUris,
        OutputTargets.Addresses,
        TextTargets.ErrorTexts,
        TextTargets.Labels,
        StoredTargets.Extra,
        HostTargets.Configuration,
        HostTargets.HostSettings,
        HostTargets.Metadata,
        HostTargets.Search,
    ];
}
