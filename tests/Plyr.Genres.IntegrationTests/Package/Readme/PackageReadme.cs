using System.Text.RegularExpressions;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>The code in the package's readme, in its order.</summary>
internal static partial class PackageReadme
{
    public static string Console => Code("csharp", 0);

    public static string Web => Code("csharp", 1);

    public static string Store => Code("csharp", 2);

    public static string Table => Code("sql", 0);

    /// <summary>The files of the two programs, with the simulator's addresses added.</summary>
    public static IEnumerable<(string Project, string Name, string Text)> Projects(string console, string web) =>
    [
        (console, $"{console}.csproj", Project("Microsoft.NET.Sdk", "")),
        (console, "Program.cs", With(
            Console,
            "    options.Enabled = true;",
            """
                (options.Replicate.BaseAddress, options.Replicate.AllowedOutputHosts) = (new Uri(args[1]), [new Uri(args[2]).Authority]);
                options.Replicate.Simulated = true;
            """)),
        (
            web,
            $"{web}.csproj",
            Project(
                "Microsoft.NET.Sdk.Web", """<PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.14" />""")),
        (web, "SqlTrackStore.cs", Store),
        (web, "Program.cs", With(
            Web,
            "var builder = WebApplication.CreateBuilder(args);",
            """
            builder.Services.AddPlyrGenres(options =>
            {
                (options.Replicate.BaseAddress, options.Replicate.Simulated) = (new Uri(builder.Configuration["API"]!), true);
                options.Replicate.AllowedOutputHosts = [new Uri(builder.Configuration["FILES"]!).Authority];
            });
            """)),
    ];

    private static string Project(string sdk, string references) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Plyr.Genres" Version="[$(PlyrGenresVersion)]" />
            {references}
          </ItemGroup>
        </Project>
        """;

    private static string With(string program, string after, string line)
    {
        Assert.That(
            program,
            Does.Contain(after),
            "The readme's program has changed: set here where the simulator's address goes.");
        return program.Replace(after, $"{after}\n{line}");
    }

    private static string Code(string language, int index) => Code("Plyr.Genres", language, index);

    /// <summary>A block of code in the readme of a package.</summary>
    public static string Code(string package, string language, int index) => Block()
        .Matches(Repository.Read("src", package, "PACKAGE.md"))
        .Where(block => block.Groups["language"].Value == language)
        .ElementAt(index).Groups["code"].Value;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
