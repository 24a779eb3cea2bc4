using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>The tags on a track, compared as rule 2 writes names: case and spacing do not count.</summary>
internal sealed class TagNames
{
    // A track has a handful of tags; looking through them beats hashing them.
    private readonly List<string> _normal;

    public TagNames(IReadOnlyCollection<string> tags)
    {
        _normal = new List<string>(tags.Count);
        foreach (var tag in tags)
            _normal.Add(GenreName.Normalize(tag) ?? tag);
    }

    public bool Contains(string name) => ContainsNormal(GenreName.Normalize(name) ?? name);

    /// <summary>Adds a name and says whether it was new.</summary>
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
