using Microsoft.Extensions.DependencyInjection;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>What the tests of the backfill share: rows of each kind, and a progress that is told at once.</summary>
internal static class BackfillFlow
{
    public static GenreBackfill Backfill(this Flow flow) => flow.Services.GetRequiredService<GenreBackfill>();

    public static void PutMissing(this Flow flow, int from, int to)
    {
        for (var id = from; id <= to; id++)
            flow.Put(id: id);
    }

    public static string[] Classified(this Flow flow, int from, int to) =>
        [
            .. Enumerable.Range(from, to - from + 1).Where(id => flow.Find(id)!.Extra.Predictions is not null).Select(
                id => $"{id}"),
        ];
}
