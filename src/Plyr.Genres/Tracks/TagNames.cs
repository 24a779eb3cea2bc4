using Plyr.Genres.Labels;

namespace Plyr.Genres.Tracks;

/// <summary>Represents the tags on a track, compared by their normalized names.</summary>
internal sealed class TagNames
{
    private readonly List<string> _normal;

    public TagNames(IReadOnlyCollection<string> tags)
    {
        _normal = new List<string>(tags.Count);
        foreach (var tag in tags)
            _normal.Add(GenreName.Normalize(tag) ?? tag);
    }

    public bool Contains(string name) => ContainsNormal(GenreName.Normalize(name) ?? name);

    /// <summary>Adds a name, and returns whether it was new.</summary>
    public bool Add(string name)
    {
        var normal = GenreName.Normalize(name) ?? name;
        if (ContainsNormal(normal))
            return false;
        _normal.Add(normal);
        return true;
    }

    private bool ContainsNormal(string normal)
    {
        foreach (var tag in _normal)
        {
            if (tag == normal)
                return true;
        }

        return false;
    }
}
