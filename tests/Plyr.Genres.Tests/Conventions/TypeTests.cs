using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

public sealed class TypeTests
{
    private const int LongestFile = 250;

    private static readonly Assembly Package = typeof(TrackGenres).Assembly;

    private static IEnumerable<FieldInfo> WrittenStaticFields => WrittenTypes
        .SelectMany(
            type => type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(member => !member.Name.StartsWith("__", StringComparison.Ordinal)); // The logging generator's.

    private static IEnumerable<Type> WrittenTypes => Package.GetTypes()
        .Where(type => !IsGenerated(type)
            && (type.Namespace?.StartsWith("Plyr.Genres", StringComparison.Ordinal) == true
                || type.Namespace is "Microsoft.Extensions.DependencyInjection"));

    [Test]
    public void Every_class_but_the_audio_source_is_sealed_or_static() =>
        Assert.That(
            WrittenTypes.Where(type => type is { IsClass: true, IsSealed: false }),
            Is.EqualTo(new[] { typeof(AudioSource) }));

    [Test]
    public void Public_types_are_in_the_namespaces_of_the_package_and_the_container()
    {
        var registration = new[]
        {
            typeof(Microsoft.Extensions.DependencyInjection.PlyrGenresBuilder),
            typeof(Microsoft.Extensions.DependencyInjection.PlyrGenresServiceCollectionExtensions),
        };
        Assert.That(
            Package.GetExportedTypes().Where(type => type.Namespace != "Plyr.Genres"), Is.EquivalentTo(registration));
    }

    [Test]
    public void No_static_field_can_change()
    {
        Assert.That(WrittenStaticFields, Is.Not.Empty);
        Assert.That(WrittenStaticFields.Where(field => !field.IsLiteral && !field.IsInitOnly).Select(Name), Is.Empty);
    }

    [Test]
    public void No_static_field_holds_what_can_change()
    {
        Assert.That(WrittenStaticFields.Where(field => IsMutable(field.FieldType)).Select(Name), Is.Empty);

        // An array is a table here; a collection that grows is a cache that is never emptied.
        static bool IsMutable(Type type) => !type.IsArray
            && (typeof(Delegate).IsAssignableFrom(type)
                || typeof(IList).IsAssignableFrom(type)
                || typeof(IDictionary).IsAssignableFrom(type)
                    && !type.Namespace!.EndsWith("Frozen", StringComparison.Ordinal)
                || type.Namespace is "System.Threading" or "System.Collections.Concurrent");
    }

    [Test]
    public void Files_of_the_package_have_at_most_250_lines() =>
        Assert.That(
            SourceTree.Package.Where(file => file.Text.Count(c => c == '\n') > LongestFile).Select(file => file.Path),
            Is.Empty);

    [Test]
    public void Lines_of_the_package_have_at_most_120_columns() =>
        Assert.That(SourceTree.Package.SelectMany(file => file.LinesLongerThan(120)), Is.Empty);

    private static string Name(FieldInfo field) => $"{field.DeclaringType}.{field.Name}";

    private static bool IsGenerated(Type? type) => type is not null
        && (
            type.Name.Contains('<')
                || type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)
                || IsGenerated(type.DeclaringType));
}
