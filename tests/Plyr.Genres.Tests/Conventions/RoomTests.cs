using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>The package's folders are rooms, ground floor first. Imports point down only, and only where they are listed.</summary>
public sealed partial class RoomTests
{
    private const string Flow = "Workflows";
    private const string Runs = "Workflows/Runs";
    private const string Replicate = "Classification/Replicate";
    private const string Wire = "Classification/Replicate/Wire";

    private static readonly (string Room, string[] Uses)[] House =
    [
        ("Labels", []),
        ("Tagging", ["Labels"]),
        ("Tracks", ["Labels"]),
        ("Classification", ["Labels"]),
        ("Diagnostics", ["Tracks", "Classification"]),
        ("Settings", ["Labels", "Tagging", "Classification", "Diagnostics"]),
        (Wire, []),
        (Replicate, ["Labels", "Classification", "Diagnostics", "Settings", Wire]),

        // One floor: a run ends with the outcome that the calls above it give back.
        (Runs, ["Labels", "Tagging", "Tracks", "Classification", "Diagnostics", "Settings", Flow]),
        (Flow, ["Labels", "Tracks", "Classification", "Diagnostics", "Settings", Runs]),
        ("Workflows/Backfill", ["Tracks", "Classification", "Diagnostics", "Settings", Runs, Flow]),
        ("Workflows/Audit", ["Tracks", "Diagnostics", Runs]),
        ("", ["Labels", "Tagging", "Tracks", "Classification", "Diagnostics", "Settings", Replicate, Runs, Flow, "Workflows/Backfill", "Workflows/Audit"]),
    ];

    [Test]
    public void Every_folder_of_the_package_is_a_known_room() =>
        Assert.That(SourceTree.Package.Select(file => file.Folder).Distinct(), Is.EquivalentTo(House.Select(room => room.Room)));

    [Test]
    public void The_plan_itself_points_down_only()
    {
        for (var floor = 0; floor < House.Length; floor++)
        {
            var below = House.Take(floor).Select(room => room.Room).Append(House[floor].Room == Runs ? Flow : "");
            Assert.That(House[floor].Uses, Is.SubsetOf(below), House[floor].Room);
        }
    }

    [Test]
    public void Rooms_use_only_the_rooms_below_that_the_plan_names()
    {
        var plan = House.ToDictionary(room => room.Room, room => room.Uses);
        Assert.That(
            References().Where(reference => !plan[reference.File.Folder].Contains(reference.Room)).Select(reference => $"{reference.File.Path} uses {reference.Room}/{reference.Type}"),
            Is.Empty);
    }

    [Test]
    public void The_plan_names_no_way_that_nobody_takes()
    {
        var taken = References().Select(reference => (reference.File.Folder, reference.Room)).ToHashSet();
        Assert.That(House.SelectMany(room => room.Uses, (room, used) => (room.Room, used)).Where(way => !taken.Contains(way)), Is.Empty);
    }

    [Test]
    public void The_search_knows_every_type_of_the_package()
    {
        var types = typeof(TrackGenres).Assembly.GetTypes()
            .Where(type => !type.IsNested && !type.Name.Contains('<') && type.Namespace is { } space && !space.Contains("Generat") && space != "System.Runtime.CompilerServices")
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false))
            .Select(type => type.Name.Split('`')[0]);
        Assert.That(types, Is.SubsetOf(Declarations().Keys));
    }

    private static Dictionary<string, string> Declarations() => SourceTree.Package
        .SelectMany(file => Declaration().Matches(file.Code), (file, type) => (Name: type.Groups["name"].Value, file.Folder))
        .ToDictionary(type => type.Name, type => type.Folder);

    private static IEnumerable<(SourceFile File, string Room, string Type)> References()
    {
        var rooms = Declarations();
        return
            from file in SourceTree.Package
            from word in Word().Matches(file.Code)
            let room = rooms.GetValueOrDefault(word.Value)
            where room is not null && room != file.Folder
            select (file, room, word.Value);
    }

    [GeneratedRegex(@"^(?:public|internal)\s[^;={(]*?\b(?:class|struct|interface|enum|record)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    // A word behind a dot is a member, or a type of a namespace that is not ours.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Word();
}
