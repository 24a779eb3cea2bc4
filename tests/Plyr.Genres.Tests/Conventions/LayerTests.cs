using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;
using NetArchTest.Rules;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>
/// The layers of the package are the folders of its source. A type uses its own layer and the ones below.
/// </summary>
public sealed partial class LayerTests
{
    private static readonly string[][] Layers =
    [
        ["Labels"],
        ["Tracks"],
        ["Classification"],
        ["Diagnostics"],
        ["Options"],
        ["Replicate", "Runs"],
        ["Workflows"],
        [""],
    ];

    [Test]
    public void Every_folder_of_the_package_is_a_layer()
    {
        var folders = LayersOfTypes().Values.Distinct();

        Assert.That(folders, Is.EquivalentTo(Layers.SelectMany(layer => layer)));
    }

    [Test]
    public void Types_use_only_layers_below() =>
        Assert.That(UpwardUses(typeof(TrackGenres).Assembly, LayersOfTypes()), Is.Empty);

    [Test]
    public void A_planted_upward_use_is_found()
    {
        var planted = new Dictionary<string, string>
        {
            [nameof(PlantedLabel)] = "Labels",
            [nameof(PlantedWorkflow)] = "Workflows",
        };

        Assert.That(UpwardUses(typeof(LayerTests).Assembly, planted), Is.EqualTo(new[] { nameof(PlantedLabel) }));
    }

    /// <summary>Returns the types that use a type of a layer above or beside their own.</summary>
    private static IEnumerable<string> UpwardUses(Assembly assembly, Dictionary<string, string> layerOf)
    {
        var names = Types.InAssembly(assembly).GetTypes()
            .Where(type => layerOf.ContainsKey(NameOf(type.Name)))
            .ToLookup(type => layerOf[NameOf(type.Name)], type => type.FullName!);
        for (var level = 0; level < Layers.Length; level++)
        {
            foreach (var layer in Layers[level])
            {
                var above = Layers.Skip(level).SelectMany(layers => layers).Where(other => other != layer);
                var result = Types.InAssembly(assembly)
                    .That().MeetCustomRule(new IsOfLayer(layer, layerOf))
                    .Should().NotHaveDependencyOnAny([.. above.SelectMany(other => names[other])])
                    .GetResult();
                foreach (var type in result.FailingTypes ?? [])
                    yield return type.Name;
            }
        }
    }

    /// <summary>Returns the folder of each type, from the declarations in the source.</summary>
    private static Dictionary<string, string> LayersOfTypes() => SourceTree.Package
        .SelectMany(file => Declaration().Matches(file.Code)
            .Select(found => (Name: found.Groups["name"].Value, Layer: file.Folder.Split('/')[0])))
        .DistinctBy(type => type.Name)
        .ToDictionary(type => type.Name, type => type.Layer);

    /// <summary>Returns the name of a type without its number of type parameters.</summary>
    private static string NameOf(string name) => name.Split('`')[0];

    [GeneratedRegex(
        @"^(?:public|internal) [\w ]*?\b(?:class|struct|record|interface|enum) (?:struct )?(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    private sealed class IsOfLayer(string layer, Dictionary<string, string> layerOf) : ICustomRule
    {
        public bool MeetsRule(TypeDefinition type)
        {
            while (type.DeclaringType is not null)
                type = type.DeclaringType;
            return layerOf.GetValueOrDefault(NameOf(type.Name)) == layer;
        }
    }
}

/// <summary>A type of the lowest layer that uses a higher one.</summary>
internal sealed class PlantedLabel
{
    public PlantedWorkflow? Used { get; init; }
}

/// <summary>A type of a higher layer.</summary>
internal sealed class PlantedWorkflow;
