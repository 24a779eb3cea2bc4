using Microsoft.EntityFrameworkCore;

namespace Example.EntityFramework;

public sealed class Music(DbContextOptions<Music> options) : DbContext(options)
{
    public DbSet<TrackRow> Tracks => Set<TrackRow>();

    public DbSet<TagRow> Tags => Set<TagRow>();

    // snippet: ef-model
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TrackRow>().Property(track => track.Version).IsConcurrencyToken();
        modelBuilder.Entity<TrackRow>().HasMany(track => track.Tags).WithMany().UsingEntity("TrackTags");
        modelBuilder.Entity<TagRow>().HasIndex(tag => tag.Name).IsUnique();
    }
    // end
}

public sealed class TrackRow
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string? FileId { get; set; }

    public string? AudioUrl { get; set; }

    public List<TagRow> Tags { get; set; } = [];

    public string? Extra { get; set; }

    public string? Title { get; set; }

    public string? Artist { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Changed by every write of the track or of its tags.</summary>
    public Guid Version { get; set; }
}

public sealed class TagRow
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string Name { get; set; } = "";
}
