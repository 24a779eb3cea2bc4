using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;

namespace Example.EntityFramework;

internal static class EfHost
{
    public static void Register(WebApplicationBuilder builder, string connectionString)
    {
        // snippet: ef-registration
        builder.Services.AddDbContext<Music>(options => options.UseSqlite(connectionString));
        builder.Services.AddPlyrGenres(builder.Configuration).UseTrackStore<EfTrackStore>();
        // end
    }

    // snippet: ef-edited-tags
    /// <summary>Saves the tags that a person typed.</summary>
    public static ValueTask<bool> SaveTagsAsync(ITrackExtraStore store, Guid id, string[] tags) =>
        store.UpdateAsync(id, track => TrackChange.ForEditedTags(track, tags));
    // end
}
