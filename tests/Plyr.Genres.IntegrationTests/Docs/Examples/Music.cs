// snippet: ef-model
using Microsoft.EntityFrameworkCore;
// end

namespace Example.EntityFramework;

// snippet: ef-model
public sealed class Music(DbContextOptions<Music> options) : DbContext(options)
{
    public DbSet<TrackRow> Tracks => Set<TrackRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<TrackRow>().Property(row => row.Version).IsConcurrencyToken();
}

public sealed class TrackRow
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string? FileId { get; set; }

    public string? AudioUrl { get; set; }

    public List<string> Tags { get; set; } = [];

    public string? Extra { get; set; }

    public string? Title { get; set; }

    public string? Artist { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Whoever writes the row changes this too.</summary>
    public Guid Version { get; set; }
}
// end
