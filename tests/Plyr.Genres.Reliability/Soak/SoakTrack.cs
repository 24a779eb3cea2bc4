using System.Globalization;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>The expected state of a track, whatever the library does to it.</summary>
internal sealed class SoakTrack(long id)
{
    private int _files;

    /// <summary>One change from outside at a time, so that it is known what must come of it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public long Id => id;

    public bool Exists { get; set; }

    public string FileId { get; private set; } = "";

    /// <summary>The tags that people typed.</summary>
    public HashSet<string> Tags { get; } = [];

    /// <summary>The keys of other systems in <c>extra</c>, as JSON.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    /// <summary>The file that the track had when auto-tags were last requested; null when they never were.</summary>
    public int? WishedWith { get; private set; }

    /// <summary>How often a file has to be paid again, because what was known of it was deleted: by file.</summary>
    public Dictionary<string, int> Again { get; } = [];

    /// <summary>Another file than any before.</summary>
    /// <param name="isSound">Whether the model can use it.</param>
    public void TakeNewFile(bool isSound) => FileId = $"{(isSound ? "sound" : SoakFaults.BrokenFile)}-{id}-{++_files}";

    /// <summary>Somebody asks for auto-tags.</summary>
    public void Wish() => WishedWith = _files;

    /// <summary>Nobody wants anything of genres any more.</summary>
    public void DropWish() => WishedWith = null;

    /// <summary>The number of one of the track's files; later ones have higher numbers.</summary>
    public static int NumberOf(string fileId) =>
        int.Parse(fileId[(fileId.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>What was known of the file is deleted.</summary>
    public void PayAgain() => Again[FileId] = Again.GetValueOrDefault(FileId) + 1;

    /// <summary>The track was deleted and created again.</summary>
    public void StartAnew()
    {
        Exists = true;
        WishedWith = null;
        Tags.Clear();
        Keys.Clear();
    }
}
